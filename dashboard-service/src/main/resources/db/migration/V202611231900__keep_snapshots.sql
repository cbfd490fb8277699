-- What each measure of a product's newest score is worth, beside the product's row, so that lists stay narrow. A measure
-- that does not concern the product is not among them.
create table product_measure (
    product           text               not null,
    catalogue_id      text               not null,
    catalogue_version text               not null,
    catalogue_sha256  text               not null,
    ids               text[]             not null,
    -- 0..1
    worth             double precision[] not null,
    weight            double precision[] not null,
    -- 0..1, how much of it fresh evidence shows
    coverage          double precision[] not null,
    constraint product_measure_pk primary key (product),
    constraint product_measure_product_fk foreign key (product) references product (key)
);

insert into product_measure
    (product, catalogue_id, catalogue_version, catalogue_sha256, ids, worth, weight, coverage)
select p.key, p.score -> 'catalogue' ->> 'id', p.score -> 'catalogue' ->> 'version', p.score -> 'catalogue' ->> 'sha256',
    m.ids, m.worth, m.weight, m.coverage
from product p
cross join lateral (
    select coalesce(array_agg(e.item ->> 'id' order by e.nth), '{}') as ids,
        coalesce(array_agg(cast(e.item ->> 'value' as double precision) order by e.nth), '{}') as worth,
        coalesce(array_agg(cast(e.item ->> 'weight' as double precision) order by e.nth), '{}') as weight,
        coalesce(array_agg(cast(e.item ->> 'coverage' as double precision) order by e.nth), '{}') as coverage
    from jsonb_path_query(p.score, '$.principles[*].themes[*].measures[*]') with ordinality as e(item, nth)
    where e.item -> 'exempt' is distinct from 'true') m
where p.score is not null;

-- What counted at 00:00 UTC of a day and was shown then. Rows are added and never changed: what is known later changes the
-- history that is computed anew (score_point), and can be held against this one. No foreign key, for making and dropping
-- a month would lock every product.
create table snapshot (
    product           text               not null,
    day               date               not null,
    taken_at          timestamptz        not null,
    -- taken later, by what was known then: nobody was shown it when the day began
    filled_in         boolean            not null,
    scored_at         timestamptz        not null,
    catalogue_id      text               not null,
    catalogue_version text               not null,
    catalogue_sha256  text               not null,
    overall           double precision   not null,
    headroom          double precision   not null,
    confidence        double precision   not null,
    principles        text[]             not null,
    shown             double precision[] not null,
    -- [{figure, gate, at, because, concerns}], figure = overall or a principle
    caps              jsonb              not null,
    ids               text[]             not null,
    worth             double precision[] not null,
    weight            double precision[] not null,
    constraint snapshot_pk primary key (day, product)
) partition by range (day);

create index snapshot_product_idx on snapshot (product, day);

create function keep_as_it_was() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end $$;

create trigger snapshot_stays before update or delete on snapshot for each row execute function keep_as_it_was();
create trigger snapshot_remains before truncate on snapshot for each statement execute function keep_as_it_was();

-- Days of which every product has its snapshot.
create table snapshot_day (
    day      date        not null,
    taken_at timestamptz not null,
    constraint snapshot_day_pk primary key (day)
);

-- Snapshots begin with this version.
insert into snapshot_day (day, taken_at) values (cast(now() at time zone 'UTC' as date) - 1, now());

-- Makes the months that begin up to `ahead` months from this day, and drops those that ended `kept` months before it.
create function keep_snapshot_months(today date, kept integer, ahead integer) returns void language plpgsql as $$
declare
    month date;
    name  text;
begin
    for month in
        select cast(g as date)
        from generate_series(date_trunc('month', cast(today as timestamp)),
            date_trunc('month', cast(today as timestamp)) + make_interval(months => ahead), interval '1 month') as g
    loop
        name := 'snapshot_' || to_char(month, 'YYYYMM');
        if to_regclass(name) is null then
            execute format('create table %I partition of snapshot for values from (%L) to (%L)',
                name, month, cast(month + interval '1 month' as date));
        end if;
    end loop;
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = cast('snapshot' as regclass)
            and c.relname < 'snapshot_' || to_char(cast(today as timestamp) - make_interval(months => kept), 'YYYYMM')
    loop
        execute format('drop table %I', name);
    end loop;
end $$;

do $$
begin
    perform keep_snapshot_months(cast(now() at time zone 'UTC' as date), 36, 2);
end $$;
