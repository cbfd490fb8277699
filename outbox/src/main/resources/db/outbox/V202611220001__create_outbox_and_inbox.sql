-- What a transaction wants to have sent. A row lives for milliseconds: the relay deletes it with the broker's
-- acknowledgement. `seq` keeps the order of writing; `id` is the event's identity on the wire.
create table outbox (
    seq        bigint generated always as identity,
    id         uuid        not null,
    topic      text        not null,
    key        text        not null,
    headers    text        not null,
    body       text        not null,
    created_at timestamptz not null default now(),
    failure    text,
    constraint outbox_pk primary key (seq)
);

-- Bodies are read once and thrown away, so compressing them is wasted work.
alter table outbox alter column body set storage external;

-- Rows come and go by the thousand: keep the table small without waiting for a fifth of it to be dead.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Which events a consumer has applied, so that a second delivery changes nothing.
create table inbox (
    consumer text        not null,
    event_id uuid        not null,
    at       timestamptz not null default now(),
    constraint inbox_pk primary key (consumer, event_id)
);

create index inbox_at_idx on inbox using brin (at);
