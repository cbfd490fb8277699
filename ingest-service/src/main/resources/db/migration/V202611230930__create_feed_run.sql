-- How far each feed was read, and by whom it is being read just now.
create table feed_run (
    key          text        not null,
    -- revision of the feed that the last run began with
    revision     bigint      not null,
    -- address and choice that the checkpoint belongs to
    scope        text        not null,
    -- {name: value}, the feed's own
    marks        text        not null,
    words        text,
    accepted     bigint      not null default 0,
    ignored      bigint      not null default 0,
    refused      bigint      not null default 0,
    -- in a row
    failures     integer     not null default 0,
    problem      text,
    started_at   timestamptz not null,
    succeeded_at timestamptz,
    next_at      timestamptz,
    -- one run at a time: the holder shows a sign of life before the lease ends, or another takes over
    holder       uuid,
    lease_until  timestamptz,
    constraint feed_run_pk primary key (key)
);
