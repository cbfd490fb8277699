-- What was done already, so that a delivery that comes again does nothing. Forgotten after 30 days.
create table hook_delivery (
    hook     text        not null,
    -- SHA-256 of what makes the delivery what it is
    identity bytea       not null,
    done_at  timestamptz not null,
    constraint hook_delivery_pk primary key (hook, identity)
);

create index hook_delivery_done_idx on hook_delivery (done_at);

-- Verified deliveries of hooks that are paused, in the order in which they came.
create table hook_waiting (
    hook        text        not null,
    nth         bigint generated always as identity,
    identity    bytea       not null,
    -- {name: value} of the headers that matter
    headers     text        not null,
    received_at timestamptz not null,
    -- a zstd stream
    body        bytea       not null,
    constraint hook_waiting_pk primary key (hook, nth),
    constraint hook_waiting_identity_uq unique (hook, identity)
);

alter table hook_waiting alter column body set storage external;

-- How a hook is doing, and what waits for it.
create table hook_state (
    hook          text    not null,
    accepted      bigint  not null default 0,
    ignored       bigint  not null default 0,
    refused       bigint  not null default 0,
    started_at    timestamptz,
    succeeded_at  timestamptz,
    problem       text,
    waiting_bytes bigint  not null default 0,
    -- until when one instance of the service works through what waits
    worked_until  timestamptz,
    constraint hook_state_pk primary key (hook)
);

-- All alerts of one kind in one repository; its row is locked while one of them changes, so that two deliveries at
-- once lose nothing.
create table hook_scope (
    hook       text        not null,
    repository text        not null,
    kind       text        not null,
    changed_at timestamptz not null,
    constraint hook_scope_pk primary key (hook, repository, kind)
);

-- The newest state of each alert. Those that are gone stay a while, so that an older delivery does not bring them back.
create table hook_alert (
    hook       text        not null,
    repository text        not null,
    kind       text        not null,
    number     bigint      not null,
    changed_at timestamptz not null,
    gone       boolean     not null,
    -- whether it came from an event that tells all of it; one that tells less does not replace it
    whole      boolean     not null,
    alert      text        not null,
    constraint hook_alert_pk primary key (hook, repository, kind, number)
);

create index hook_alert_gone_idx on hook_alert (changed_at) where gone;

-- A change of the default branch: what one push brought.
create table hook_change (
    hook       text        not null,
    repository text        not null,
    sha        text        not null,
    changed_at timestamptz not null,
    pull       bigint,
    author     text,
    constraint hook_change_pk primary key (hook, repository, sha)
);

-- One pull request is one change, whoever claims it.
create unique index hook_change_pull_uq on hook_change (hook, repository, pull) where pull is not null;

create index hook_change_changed_idx on hook_change (changed_at);

-- What each reviewer said last of a pull request.
create table hook_review (
    hook        text        not null,
    repository  text        not null,
    pull        bigint      not null,
    reviewer    text        not null,
    author      text,
    approved    boolean     not null,
    reviewed_at timestamptz not null,
    constraint hook_review_pk primary key (hook, repository, pull, reviewer)
);

create index hook_review_reviewed_idx on hook_review (reviewed_at);

-- The newest release of a product.
create index submission_release_idx on submission (product, received_at desc)
    where status = 'accepted' and format = 'release';
