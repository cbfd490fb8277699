-- What the next score has to know of this one, beside the event that was sent: reading all of that took longer.
alter table score
    add column overall double precision,
    -- principle → what was shown, as a JSON object
    add column principles text;

update score s
set overall = cast(e.doc -> 'overall' ->> 'shown' as double precision),
    principles = cast((select coalesce(jsonb_object_agg(p.item ->> 'id', p.item -> 'figure' -> 'shown'), '{}')
        from jsonb_array_elements(e.doc -> 'principles') as p(item)) as text)
from (select product, cast(payload as jsonb) as doc from score) e
where e.product = s.product;

alter table score
    alter column overall set not null,
    alter column principles set not null;
