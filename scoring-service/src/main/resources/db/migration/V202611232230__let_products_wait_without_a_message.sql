-- A product that only a feed's check concerns waits a moment before its message is sent, so that those that a flaw hits go
-- first and that several checks cost one score.
alter table assess_queue add column sent boolean not null default true;
create index assess_queue_unsent_idx on assess_queue (requested_at) where not sent;
