-- What is worked out from the facts, and the work that waits.

-- Products that wait for a score, and the message that is on its way for each row. A product may have two rows for a
-- moment: one that an assessment is taking away, and one for what came meanwhile.
create table assess_queue (
    id           bigint generated always as identity,
    product      text        not null,
    requested_at timestamptz not null,
    constraint assess_queue_pk primary key (id)
);

create index assess_queue_product_idx on assess_queue (product);
create index assess_queue_requested_idx on assess_queue (requested_at);

-- Why they wait. One submission may come up twice.
create table assess_cause (
    product     text        not null,
    submission  uuid        not null,
    kind        text        not null,
    title       text        not null,
    at          timestamptz not null
);

create index assess_cause_product_idx on assess_cause (product);

-- Products whose past has changed: their history is sent anew once they are quiet.
create table history_request (
    product    text        not null,
    since      timestamptz not null,
    not_before timestamptz not null,
    constraint history_request_pk primary key (product)
);

create index history_request_due_idx on history_request (not_before);

-- The current score of a product. `known` are the ledger lines that it took in.
create table score (
    product        text        not null,
    sequence       bigint      not null,
    at             timestamptz not null,
    catalogue      text        not null,
    payload        text        not null,
    known          bytea       not null,
    next_change_at timestamptz not null,
    constraint score_pk primary key (product)
);

create index score_next_change_idx on score (next_change_at);

-- The last word on each obligation: only what differs from it is sent again.
create table obligation (
    id      uuid not null,
    product text not null,
    digest  uuid not null,
    body    text not null,
    constraint obligation_pk primary key (id)
);

create index obligation_product_idx on obligation (product);
