-- Which dead letters were sent once more, and by whom. The letters themselves lie on their topics.
create table dead_letter_replay (
    topic       text        not null,
    part        integer     not null,
    position    bigint      not null,
    replayed_at timestamptz not null,
    replayed_by text        not null,
    constraint dead_letter_replay_pk primary key (topic, part, position)
);
