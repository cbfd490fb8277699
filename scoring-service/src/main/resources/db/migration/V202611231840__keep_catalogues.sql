-- Every catalogue that ever counted, word for word, and since when. A score of an instant is by the newest row that had
-- begun by then; the first row counts from ever. Rows are only added: the past is asked of them.
create table catalogue (
    seq          bigint      generated always as identity,
    began_at     timestamptz not null,
    sha256       text        not null,
    id           text        not null,
    version      text        not null,
    file         text        not null,
    yaml         text        not null,
    overlay_file text,
    overlay      text,
    constraint catalogue_pk primary key (seq),
    constraint catalogue_began_at_uk unique (began_at)
);
