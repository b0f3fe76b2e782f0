-- A reject that only waits for others, as it refers to one of them, is listed after those: nothing has to be done for it.

ALTER TABLE rejects ADD waits integer NOT NULL DEFAULT 0;          -- how many others it waits for, one after the other
ALTER TABLE open_causes ADD waits integer NOT NULL DEFAULT 0;      -- of the oldest of the rejects

DROP INDEX open_causes_by_rows, open_causes_undecided;
CREATE INDEX open_causes_by_rows ON open_causes (waybill, waits, all_rows DESC, first) INCLUDE (cause_hash, chosen_rows);
CREATE INDEX open_causes_undecided ON open_causes (waybill, waits, all_rows DESC, first) INCLUDE (cause_hash, best) WHERE chosen_rows = 0;
