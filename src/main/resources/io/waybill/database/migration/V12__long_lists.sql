-- Long lists are read in no time: what is searched and counted is at hand.

ALTER TABLE decisions
    -- Finds the answers about one row quickly.
    ADD key_hash bigint GENERATED ALWAYS AS (hash_array_extended(ARRAY[system, kind] || key_cells, 0)) STORED,
    -- What a text is looked for in.
    ADD sought text GENERATED ALWAYS AS (lower(lines(key_cells || answer || decided_by))) STORED;
-- The latest decision about each row, without a look at the table.
CREATE INDEX decisions_latest ON decisions (key_hash, waybill DESC) INCLUDE (decided_at, removed_at, system, kind, key_cells);
-- Waybills in the order of what they count, without a look at the table.
CREATE INDEX counts_of_waybill ON counts (waybill)
    INCLUDE (origin, "read", inserted, updated, retired, deleted_by_key, unchanged, filtered, rejected, removed);
