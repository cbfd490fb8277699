-- What a publisher says of the weaknesses behind a flaw (CWE), separated by blanks: shown by class, never scored. An
-- advisory that came before names them with its next revision.
alter table advisory add column cwes text not null default '';
