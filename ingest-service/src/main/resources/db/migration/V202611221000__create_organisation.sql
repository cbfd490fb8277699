-- A copy of what people keep in the dashboard, as plumbline.catalog.v1 tells it: enough to know for which products
-- evidence is taken in and who may see a document.
create table unit (
    key      text    not null,
    revision bigint  not null,
    archived boolean not null,
    constraint unit_pk primary key (key)
);

create table team (
    key      text    not null,
    revision bigint  not null,
    archived boolean not null,
    unit     text    not null,
    constraint team_pk primary key (key)
);

-- No foreign keys: entities arrive in any order.
create table product (
    key      text    not null,
    revision bigint  not null,
    archived boolean not null,
    team     text    not null,
    constraint product_pk primary key (key)
);
