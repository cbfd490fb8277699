-- The score of a product over time; the newest row agrees with the product's own.
create table score_point (
    product    text               not null,
    at         timestamptz        not null,
    overall    double precision   not null,
    principles text[]             not null,
    shown      double precision[] not null,
    confidence double precision   not null,
    headroom   double precision   not null,
    constraint score_point_pk primary key (product, at),
    constraint score_point_product_fk foreign key (product) references product (key)
);

-- Why it moved, line by line; between two points the lines sum exactly.
create table score_change (
    id         bigint           generated always as identity,
    product    text             not null,
    at         timestamptz      not null,
    cause      text             not null,
    title      text             not null,
    submission uuid,
    overall    double precision not null,
    principles jsonb            not null,
    measures   jsonb            not null,
    capped     jsonb            not null,
    constraint score_change_pk primary key (id),
    constraint score_change_product_fk foreign key (product) references product (key)
);

create index score_change_product_idx on score_change (product, at, id);
create index score_change_submission_idx on score_change (submission) where submission is not null;

-- What is owed, in its newest state.
create table obligation (
    id            uuid             not null,
    product       text             not null,
    measure       text             not null,
    concern       text             not null,
    kind          text             not null,
    title         text             not null,
    vulnerability text,
    component     text,
    line          text,
    release       text,
    severity      text             not null,
    weight        double precision not null,
    opened_at     timestamptz      not null,
    due_at        timestamptz,
    world_due_at  timestamptz,
    closed_at     timestamptz,
    closed_by     text,
    excused       boolean          not null,
    own           boolean          not null,
    reasons       jsonb            not null,
    open          boolean          not null generated always as (closed_at is null and not excused) stored,
    constraint obligation_pk primary key (id),
    constraint obligation_product_fk foreign key (product) references product (key)
);

create index obligation_measure_idx on obligation (product, measure);
create index obligation_concern_idx on obligation (product, concern);
create index obligation_open_idx on obligation (product, due_at) where closed_at is null and not excused;
create index obligation_due_idx on obligation (due_at) where closed_at is null and not excused;
create index obligation_reason_idx on obligation using gin (reasons jsonb_path_ops);

-- A submission on its way from the door to the page.
create table submission (
    id          uuid        not null,
    product     text,
    release     text,
    format      text,
    tool        text,
    sender      text,
    -- whoever brought these bytes, first or again, may follow them
    senders     text[]      not null default '{}',
    received_at timestamptz not null,
    observed_at timestamptz,
    step        text        not null,
    counts      jsonb       not null default '{}',
    problem     text,
    -- how many products get a new score because of it; null until it is applied
    awaited     integer,
    constraint submission_pk primary key (id)
);

create index submission_received_idx on submission (received_at, id);
create index submission_product_idx on submission (product, received_at, id);

create table submission_step (
    submission uuid        not null,
    step       text        not null,
    at         timestamptz not null,
    counts     jsonb       not null,
    problem    text,
    constraint submission_step_pk primary key (submission, step, at),
    constraint submission_step_submission_fk foreign key (submission) references submission (id)
);

-- In which products a submission has reached the page.
create table submission_shown (
    submission uuid        not null,
    product    text        not null,
    at         timestamptz not null,
    constraint submission_shown_pk primary key (submission, product)
);

-- Releases that evidence named, and the line of each.
create table release (
    product     text        not null,
    version     text        not null,
    line        text        not null,
    observed_at timestamptz not null,
    constraint release_pk primary key (product, version)
);

-- What the products of a team were worth at the end of a day (UTC), as sums, so that a unit, the organisation and
-- any part of it that a viewer may see are sums of few rows. Weights are criticalities of today's active products;
-- figures are sums of weight * ln(shift + (1 - shift) * figure / 100), the terms of the shifted geometric mean.
create table team_day (
    team       text               not null,
    day        date               not null,
    products   integer            not null,
    rated      integer            not null,
    weight     double precision   not null,
    overall    double precision   not null,
    headroom   double precision   not null,
    -- sum of weight * confidence
    confidence double precision   not null,
    principles text[]             not null,
    shown      double precision[] not null,
    constraint team_day_pk primary key (team, day),
    constraint team_day_team_fk foreign key (team) references team (key)
);

-- From which day on a team has to be summed up again. Whoever changes a score adds a row and waits for nobody; one worker
-- sums up and takes the rows away.
create table team_due (
    id    bigint generated always as identity,
    team  text not null,
    since date not null,
    constraint team_due_pk primary key (id)
);
