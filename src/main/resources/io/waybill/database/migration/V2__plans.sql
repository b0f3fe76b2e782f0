-- Plans and journal: what each waybill would change or has changed, row by row; which guards held it, and who approved it; waybills
-- that take another one back, or bring a backup back, without a dropped file.

ALTER TABLE waybills
    ADD kind text NOT NULL DEFAULT 'drop' CHECK (kind IN ('drop', 'undo', 'restore')),
    ADD refers_to bigint REFERENCES waybills,          -- an undo: the waybill that it takes back
    ADD undone_by bigint REFERENCES waybills,          -- state undone: the waybill that took it back
    ADD requested_by text NOT NULL DEFAULT '',         -- who asked for an undo or a restore
    ADD CHECK ((kind = 'undo') = (refers_to IS NOT NULL)),
    ADD CHECK ((state = 'undone') = (undone_by IS NOT NULL));
CREATE INDEX waybills_by_refers_to ON waybills (refers_to) WHERE refers_to IS NOT NULL;

-- One table's part of a plan. A plan that came back for review is stored anew, with ordinals above those of the earlier one, which goes.
CREATE TABLE plans (
    waybill         bigint NOT NULL REFERENCES waybills,
    ordinal         smallint NOT NULL,
    table_schema    text NOT NULL,
    table_name      text NOT NULL,
    model           text NOT NULL,
    policy          text NOT NULL CHECK (policy IN ('mirror', 'upsert', 'insert', 'retire')),
    key_columns     text[] NOT NULL,
    columns         text[] NOT NULL,       -- all that "before" and "after" of its changes hold, in this order
    compared        text[] NOT NULL,       -- those that the drop decides; the others follow from the database
    rows_before     bigint NOT NULL,
    inserted        bigint NOT NULL,
    updated         bigint NOT NULL,
    retired         bigint NOT NULL,
    deleted         bigint NOT NULL,
    unchanged       bigint NOT NULL,
    fingerprint     text NOT NULL,         -- of all its changes: what they saw and what they make of it
    PRIMARY KEY (waybill, ordinal)
);

-- The changes of a plan; once it was applied, the journal from which the waybill can be taken back. Values as PostgreSQL writes them.
CREATE TABLE changes (
    waybill      bigint NOT NULL,
    plan         smallint NOT NULL,
    ordinal      bigint NOT NULL,
    kind         "char" NOT NULL CHECK (kind IN ('i', 'u', 'r', 'd')),   -- insert, update, retire, delete
    byte_offset  bigint,                   -- where its record stood in the drop; NULL: it was not in the drop
    key          text[] NOT NULL,
    before       text[],
    after        text[],
    fresh        boolean NOT NULL DEFAULT false,   -- not among those that were reviewed before
    PRIMARY KEY (waybill, plan, ordinal),
    CHECK ((before IS NULL) = (kind = 'i')),
    CHECK ((after IS NULL) = (kind = 'd'))
);
ALTER TABLE waybills ADD journal_pruned_at timestamptz;

-- Limits on a plan, each with what was measured.
CREATE TABLE guards (
    waybill   bigint NOT NULL REFERENCES waybills,
    ordinal   integer NOT NULL,
    guard     text NOT NULL,
    subject   text NOT NULL,               -- the table, model or kind of row that was measured
    measured  bigint NOT NULL,
    of_all    bigint NOT NULL,
    most      text NOT NULL,               -- the limit, in words
    tripped   boolean NOT NULL,
    sentence  text NOT NULL,
    PRIMARY KEY (waybill, ordinal)
);

-- What a person said of a held plan.
CREATE TABLE approvals (
    waybill      bigint NOT NULL REFERENCES waybills,
    ordinal      integer NOT NULL,
    verdict      text NOT NULL CHECK (verdict IN ('approved', 'declined')),
    fingerprint  text NOT NULL,            -- of the plan that it is said of
    by           text NOT NULL,
    note         text NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (waybill, ordinal)
);

-- Decisions are kept as they come, so that those of a waybill that is taken back give way to what was decided before.
ALTER TABLE decisions DROP CONSTRAINT decisions_pkey, ADD PRIMARY KEY (system, kind, key_cells, waybill);

-- A reject of a waybill that was taken back waits for nobody any more.
ALTER TABLE rejects
    DROP CONSTRAINT rejects_state_check,
    ADD CONSTRAINT rejects_state_check CHECK (state IN ('open', 'solved', 'dropped', 'replaced', 'reported', 'withdrawn')),
    DROP CONSTRAINT rejects_check,
    ADD CONSTRAINT rejects_check CHECK ((state IN ('solved', 'dropped', 'replaced', 'withdrawn')) = (closed_by IS NOT NULL));
CREATE INDEX rejects_closed_by ON rejects (closed_by) WHERE closed_by IS NOT NULL;
