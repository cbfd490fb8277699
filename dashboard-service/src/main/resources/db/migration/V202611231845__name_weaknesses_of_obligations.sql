-- Classes of weakness (CWE ids) that are named for a flaw; null where an obligation is about none, or from before they
-- were told.
alter table obligation add column weaknesses text[];

create index obligation_weakness_idx on obligation (product) where weaknesses is not null;
