-- Who may ask about a product is decided by its team and the team's unit. A product that was saved before this was
-- known tells it when it is saved next; until then only those who see everything may ask.
alter table product add column team text;

create table team (
    key      text   not null,
    revision bigint not null,
    unit     text   not null,
    constraint team_pk primary key (key)
);
