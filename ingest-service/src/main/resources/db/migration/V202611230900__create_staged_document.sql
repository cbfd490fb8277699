-- Documents whose parts come one by one and are not all here yet. A row lives until its document is taken in or
-- refused, or until the time limit.
create table staged_document (
    id          uuid        not null,
    sender      text        not null,
    name        text        not null,
    parts       integer     not null,
    sha256      bytea       not null,
    product     text,
    release     text,
    parts_here  integer     not null default 0,
    bytes_here  bigint      not null default 0,
    began_at    timestamptz not null,
    constraint staged_document_pk primary key (id),
    constraint staged_document_name_uq unique (sender, name)
);

create index staged_document_began_idx on staged_document (began_at);

create table staged_part (
    document uuid    not null,
    nth      integer not null,
    bytes    bytea   not null,
    constraint staged_part_pk primary key (document, nth),
    constraint staged_part_document_fk foreign key (document) references staged_document (id) on delete cascade
);

-- Parts are read once and thrown away, so compressing them is wasted work.
alter table staged_part alter column bytes set storage external;
