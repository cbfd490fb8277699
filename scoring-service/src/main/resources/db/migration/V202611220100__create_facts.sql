-- The facts of all products, as evidence brought them. Rows are narrow; identities are derived from content, so
-- that replaying the log gives the same tables on any machine.

-- E of S(E, t, k): every event ever applied, for ever, in the order of application. Nothing updates it.
create table evidence_log (
    seq            bigint generated always as identity,
    event_id       uuid        not null,
    type           text        not null,
    source         text        not null,
    said_at        timestamptz not null,
    correlation_id uuid,
    submission     uuid,
    part_index     int         not null,
    part_count     int         not null,
    payload        bytea       not null,
    constraint evidence_log_pk primary key (event_id),
    constraint evidence_log_seq_uk unique (seq)
);

-- Payloads are compressed before they come.
alter table evidence_log alter column payload set storage external;

create index evidence_log_submission_idx on evidence_log (submission) where part_count > 1;

-- Submissions that travel in parts: how many there are, how many have come.
create table submission (
    id       uuid not null,
    expected int  not null,
    seen     int  not null,
    products int  not null,
    constraint submission_pk primary key (id)
);

-- Which products a reference submission has touched, to say at its end how many.
create table submission_product (
    submission uuid not null,
    product    text not null,
    constraint submission_product_pk primary key (submission, product)
);

create table product (
    key      text    not null,
    revision bigint  not null,
    archived boolean not null,
    constraint product_pk primary key (key)
);

-- What was said of a product in few words (releases, support ends, VEX, gates, answers, retractions, decisions):
-- the words themselves stand in the log.
create table statement (
    product  text not null,
    event_id uuid not null,
    constraint statement_pk primary key (product, event_id)
);

create table release (
    id      uuid not null,
    product text not null,
    version text not null,
    constraint release_pk primary key (id)
);

create index release_product_idx on release (product);

-- A package in one version, once for the whole organisation.
create table coordinate (
    id         uuid not null,
    package_id uuid not null,
    purl       text not null,
    constraint coordinate_pk primary key (id)
);

create index coordinate_package_idx on coordinate (package_id);

-- The components of one SBOM, known by their content: the same bill again is one row elsewhere.
create table component_set (
    id          uuid   not null,
    coordinates uuid[] not null,
    constraint component_set_pk primary key (id)
);

alter table component_set alter column coordinates set storage external;

create table sbom (
    submission     uuid             not null,
    release_id     uuid             not null,
    set_id         uuid             not null,
    observed_at    timestamptz      not null,
    trust          double precision not null,
    subject_sha256 text             not null,
    quality        text             not null,
    components     int              not null,
    unmatchable    int              not null,
    constraint sbom_pk primary key (submission)
);

create index sbom_release_idx on sbom (release_id);

-- All that any SBOM ever listed for a release. `matched`: some advisory concerns, or once concerned, the coordinate.
create table inventory (
    release_id    uuid    not null,
    coordinate_id uuid    not null,
    matched       boolean not null,
    constraint inventory_pk primary key (release_id, coordinate_id)
);

create index inventory_coordinate_idx on inventory (coordinate_id);
create index inventory_matched_idx on inventory (release_id) where matched;

create table advisory (
    id           text        not null,
    source       text        not null,
    submission   uuid        not null,
    received_at  timestamptz not null,
    modified_at  timestamptz not null,
    published_at timestamptz not null,
    withdrawn_at timestamptz,
    severity     smallint    not null,
    summary      text        not null,
    names        text        not null,
    constraint advisory_pk primary key (id)
);

-- Which flaws an advisory is about, and every name it goes by.
create table advisory_name (
    name        text not null,
    advisory_id text not null,
    constraint advisory_name_pk primary key (name, advisory_id)
);

create index advisory_name_advisory_idx on advisory_name (advisory_id);

-- Affected versions of one package as VERS. A range that a later revision dropped keeps the day when it ended.
create table advisory_range (
    package_id  uuid not null,
    advisory_id text not null,
    range_id    uuid not null,
    vers        text not null,
    ended_at    timestamptz,
    constraint advisory_range_pk primary key (package_id, advisory_id, range_id)
);

create index advisory_range_advisory_idx on advisory_range (advisory_id);

-- Which advisory concerns which coordinate: worked out once and remembered.
create table coordinate_match (
    coordinate_id uuid not null,
    advisory_id   text not null,
    rule          text not null,
    fixed_in      text not null,
    ended_at      timestamptz,
    constraint coordinate_match_pk primary key (coordinate_id, advisory_id)
);

create index coordinate_match_advisory_idx on coordinate_match (advisory_id);

create table kev (
    cve         text        not null,
    submission  uuid        not null,
    received_at timestamptz not null,
    date_added  date        not null,
    due_date    date,
    ransomware  boolean     not null,
    constraint kev_pk primary key (cve)
);

create table feed_check (
    feed       text        not null,
    as_of      timestamptz not null,
    submission uuid        not null,
    constraint feed_check_pk primary key (feed, as_of, submission)
);

-- What a scanner said of one thing, known by its content.
create table finding (
    id          uuid     not null,
    fingerprint text     not null,
    rule        text     not null,
    title       text     not null,
    severity    smallint not null,
    cwes        text     not null,
    path        text,
    line        int,
    secret      boolean  not null,
    suppressed  text,
    constraint finding_pk primary key (id)
);

create table finding_set (
    id       uuid   not null,
    findings uuid[] not null,
    constraint finding_set_pk primary key (id)
);

create table scan (
    submission  uuid             not null,
    product     text             not null,
    release_id  uuid             not null,
    set_id      uuid             not null,
    tool        text             not null,
    scope       text             not null,
    kinds       text             not null,
    rules       int,
    files       int,
    code_lines  bigint,
    observed_at timestamptz      not null,
    trust       double precision not null,
    constraint scan_pk primary key (submission, tool, scope)
);

create index scan_product_idx on scan (product);
