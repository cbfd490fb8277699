-- What one person asked or decided, and what another said to it. What came into force went out as an event.
create table decision (
    id            uuid        not null,
    kind          text        not null,
    state         text        not null,
    product       text        not null,
    title         text        not null,
    obligation    uuid,
    concern       text,
    vulnerability text,
    line          text,
    submission    uuid,
    asked_by      text        not null,
    asked_at      timestamptz not null,
    reason        text        not null,
    status        text,
    justification text,
    owner         text,
    expires_at    timestamptz,
    renewal_of    uuid,
    answered_by   text,
    answered_role text,
    answered_at   timestamptz,
    answer        text,
    constraint decision_pk primary key (id),
    constraint decision_product_fk foreign key (product) references product (key),
    -- a risk or a correction is in force by two persons
    constraint decision_two_persons_ck check (kind = 'TRIAGE' or state not in ('IN_FORCE', 'ENDED')
        or answered_by is not null and answered_by <> asked_by)
);

create index decision_product_idx on decision (product, asked_at);
create index decision_waiting_idx on decision (asked_at) where state = 'WAITING';
create index decision_answered_idx on decision (answered_at) where answered_at is not null;

-- One question at a time: the same risk or submission can't wait twice.
create unique index decision_risk_waits_uq on decision (product, concern) where state = 'WAITING' and kind = 'RISK';
create unique index decision_erroneous_uq on decision (submission) where state in ('WAITING', 'IN_FORCE') and kind = 'ERRONEOUS';
