-- What people have said once and Waybill goes by since: kept answers can be taken away, and whatever decided rows is counted.

ALTER TABLE decisions
    ADD removed_by text,                   -- who took it away; it decides no row any more
    ADD removed_at timestamptz,
    ADD CHECK ((removed_by IS NULL) = (removed_at IS NULL));

-- How many rows of a waybill a kept answer, or a rule for paths, has decided.
CREATE TABLE rule_uses (
    system     text NOT NULL,
    kind       text NOT NULL,              -- of the rows, as in decisions; 'path rule' for a rule for paths
    key_cells  text[] NOT NULL,            -- as in decisions; of a rule for paths its old path
    waybill    bigint NOT NULL REFERENCES waybills,
    rows       bigint NOT NULL CHECK (rows > 0),
    PRIMARY KEY (system, kind, key_cells, waybill)
);
CREATE INDEX rule_uses_of_waybill ON rule_uses (waybill);
