-- Hooks and feeds as people keep them: the event that says so, in its newest revision. Secrets in it are sealed.
create table connection (
    -- hook/KEY or feed/KEY
    name       text        not null,
    body       jsonb       not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    constraint connection_pk primary key (name)
);

-- How they are doing, as ingest-service said last.
create table connection_report (
    name text        not null,
    at   timestamptz not null,
    body jsonb       not null,
    constraint connection_report_pk primary key (name)
);

-- The feeds that everybody needs are there, and rest until somebody lets them out.
insert into connection (name, body, changed_at, changed_by)
select 'feed/' || f.key,
    jsonb_build_object('key', f.key, 'revision', 0, 'archived', false, 'kind', upper(f.key), 'paused', true,
        'everyMinutes', f.every, 'only', jsonb_build_array()),
    now(), 'plumbline'
from (values ('kev', 60), ('osv', 60), ('epss', 720), ('nvd', 120), ('vulnrichment', 180)) as f(key, every);
