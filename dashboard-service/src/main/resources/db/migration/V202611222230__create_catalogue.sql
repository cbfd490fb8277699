-- The organisation as people keep it. `revision` grows by one with each change and travels on the catalogue topic.
create table unit (
    key        text        not null,
    name       text        not null,
    revision   bigint      not null,
    archived   boolean     not null default false,
    changed_at timestamptz not null,
    changed_by text        not null,
    constraint unit_pk primary key (key)
);

create table team (
    key        text        not null,
    name       text        not null,
    unit       text        not null,
    revision   bigint      not null,
    archived   boolean     not null default false,
    changed_at timestamptz not null,
    changed_by text        not null,
    constraint team_pk primary key (key),
    constraint team_unit_fk foreign key (unit) references unit (key)
);

create index team_unit_idx on team (unit);

-- A product and its newest figures in one narrow row, so that lists filter, sort and page without a join. The whole
-- score lies in `score`, out of line. `unit` is the unit of `team`, kept beside it for the filter by what a viewer may see.
create table product (
    key                  text               not null,
    name                 text               not null,
    description          text,
    team                 text               not null,
    unit                 text               not null,
    criticality          smallint           not null,
    revision             bigint             not null,
    archived             boolean            not null default false,
    changed_at           timestamptz        not null,
    changed_by           text               not null,
    -- the newest score
    sequence             bigint             not null default 0,
    scored_at            timestamptz,
    overall              double precision,
    raw                  double precision,
    headroom             double precision,
    confidence           double precision,
    rated                boolean            not null generated always as (coalesce(confidence, 0) >= 0.25) stored,
    principles           text[]             not null default '{}',
    principle_shown      double precision[] not null default '{}',
    principle_raw        double precision[] not null default '{}',
    principle_headroom   double precision[] not null default '{}',
    principle_confidence double precision[] not null default '{}',
    -- what holds it back: [{figure, gate, at, because, concerns}], figure = overall or a principle
    caps                 jsonb              not null default '[]',
    -- against the last point 90 days ago, or the first there is; null with a single point
    change               double precision,
    change_days          integer,
    score                jsonb,
    -- kept totals of what is owed and came in
    open_count           integer            not null default 0,
    late_count           integer            not null default 0,
    next_due_at          timestamptz,
    evidence_at          timestamptz,
    constraint product_pk primary key (key),
    constraint product_team_fk foreign key (team) references team (key),
    constraint product_unit_fk foreign key (unit) references unit (key),
    constraint product_criticality_ck check (criticality between 1 and 4)
);

create index product_team_idx on product (team);
create index product_unit_idx on product (unit);

create table line (
    product    text        not null,
    key        text        not null,
    note       text,
    revision   bigint      not null,
    archived   boolean     not null default false,
    changed_at timestamptz not null,
    changed_by text        not null,
    constraint line_pk primary key (product, key),
    constraint line_product_fk foreign key (product) references product (key)
);
