-- NVD, the CVE list and OSV write of the same CVEs under the same ids, and none may overwrite another. An advisory is
-- now known by `source/name`; the name is what its publisher calls it.

alter table advisory add column name text;

update advisory set name = id, id = source || '/' || id;

alter table advisory alter column name set not null;

update advisory_name n set advisory_id = a.id from advisory a where a.name = n.advisory_id;
update advisory_range r set advisory_id = a.id from advisory a where a.name = r.advisory_id;
update coordinate_match m set advisory_id = a.id from advisory a where a.name = m.advisory_id;

-- How likely a flaw is to be exploited, by EPSS: for each CVE the figures of the newest day.
create table epss (
    cve         text             not null,
    probability double precision not null,
    percentile  double precision not null,
    scored_on   date             not null,
    submission  uuid             not null,
    constraint epss_pk primary key (cve)
);

-- How somebody who knows a flaw judged it by SSVC: the newest judgement in each role. What was not judged is null.
create table ssvc (
    cve              text        not null,
    role             text        not null,
    version          text        not null,
    exploitation     text,
    automatable      boolean,
    technical_impact text,
    decided_at       timestamptz not null,
    submission       uuid        not null,
    constraint ssvc_pk primary key (cve, role)
);
