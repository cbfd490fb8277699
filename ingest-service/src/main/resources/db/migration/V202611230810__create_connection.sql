-- A copy of the connections that people keep in the dashboard, as plumbline.catalog.v1 tells them. Secrets stay sealed.
create table hook (
    key      text    not null,
    revision bigint  not null,
    archived boolean not null,
    kind     text    not null,
    paused   boolean not null,
    world    boolean not null,
    -- [{repository, product, release}], the first that fits counts
    targets  text    not null,
    -- [{sealed, until}], the newest first
    secrets  text    not null,
    constraint hook_pk primary key (key)
);

create table feed (
    key           text    not null,
    revision      bigint  not null,
    archived      boolean not null,
    kind          text    not null,
    paused        boolean not null,
    address       text,
    every_minutes integer not null,
    -- [text]
    only_what     text    not null,
    sealed_key    text,
    constraint feed_pk primary key (key)
);
