-- Rejects of one cause, known as such; what people choose for rejects before it is delivered.

ALTER TABLE rejects ADD cause text[];      -- the cells that are to blame: rows with the same ones can be answered at once
UPDATE rejects SET cause = CASE WHEN rule IN ('subject-not-found', 'decision-not-found') THEN key_cells[1:1] ELSE key_cells END;
ALTER TABLE rejects ALTER cause SET NOT NULL;

-- As array_to_string, which is the same for ever where the elements are text.
CREATE FUNCTION lines(text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN array_to_string($1, E'\n');

ALTER TABLE rejects
    -- Finds and counts rows of one cause quickly; whoever acts on them compares the cause itself, too.
    ADD cause_hash bigint GENERATED ALWAYS AS (hash_array_extended(ARRAY[system, kind, rule] || cause, 0)) STORED,
    -- What a text is looked for in.
    ADD sought text GENERATED ALWAYS AS (lower(lines(cells) || E'\n' || reason || E'\n' || file)) STORED;
CREATE INDEX rejects_open_by_cause ON rejects (cause_hash, id) WHERE state = 'open';
CREATE INDEX rejects_by_state ON rejects (state, id);

-- The latest choice for each reject. It counts while the reject is open, and tells who decided afterwards.
CREATE TABLE choices (
    reject     bigint PRIMARY KEY REFERENCES rejects,
    answer     text,                       -- the value chosen, or 'drop'; NULL: the row is to be tried as it stands, or as mended
    cells      text[],                     -- the row as mended; NULL: as it was
    chosen_by  text NOT NULL,
    chosen_at  timestamptz NOT NULL
);
