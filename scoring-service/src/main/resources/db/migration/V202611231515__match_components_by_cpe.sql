-- A component that no package database speaks of is matched by its CPE: the product under which advisories by CPE
-- keep their ranges. Null where the package's own advisories count, or no CPE is known.

alter table coordinate add column cpe_id uuid;

create index coordinate_cpe_idx on coordinate (cpe_id) where cpe_id is not null;
