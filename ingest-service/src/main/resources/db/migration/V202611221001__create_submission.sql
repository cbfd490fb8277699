-- Raw bytes, once per content, as a zstd stream in pieces. They are compressed already.
create table document (
    sha256       bytea       not null,
    size_bytes   bigint      not null,
    stored_bytes bigint      not null,
    created_at   timestamptz not null default now(),
    constraint document_pk primary key (sha256)
);

create table document_chunk (
    sha256 bytea   not null,
    nth    integer not null,
    bytes  bytea   not null,
    constraint document_chunk_pk primary key (sha256, nth),
    constraint document_chunk_document_fk foreign key (sha256) references document (sha256) on delete cascade
);

alter table document_chunk alter column bytes set storage external;

-- Everything that was ever handed in, statements that are no documents included.
create table submission (
    id          uuid             not null,
    status      text             not null,
    product     text,
    release     text,
    format      text,
    tool        text,
    sha256      bytea,
    sender      text             not null,
    trust       double precision not null,
    observed_at timestamptz      not null,
    received_at timestamptz      not null,
    counts      text             not null,
    reason      text,
    first_id    uuid,
    constraint submission_pk primary key (id),
    constraint submission_status_check check (status in ('accepted', 'refused', 'seen_again', 'retracted'))
);

-- The same bytes for the same product and release are one submission, whoever comes first.
create unique index submission_content_uq
    on submission (sha256, coalesce(product, ''), coalesce(release, ''))
    where status = 'accepted' and sha256 is not null;

create index submission_sha256_idx on submission (sha256) where sha256 is not null;

create index submission_refused_idx on submission (received_at) where status = 'refused';
