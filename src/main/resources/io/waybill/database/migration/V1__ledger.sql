-- The ledger: what was dropped, what became of it, what was left behind and why, what people decided about it.
-- Flyway creates the schema "waybill" first and makes it the current one.

CREATE SEQUENCE waybill_number;

CREATE TABLE waybills (
    number         bigint PRIMARY KEY,
    system         text NOT NULL,
    feed           text NOT NULL,
    state          text NOT NULL CHECK (state IN ('claimed', 'reading', 'staged', 'planned', 'held', 'applying', 'delivered',
                                                  'previewed', 'unchanged', 'refused', 'failed', 'undone')),
    preview        boolean NOT NULL,
    file_name      text NOT NULL,
    file_size      bigint NOT NULL CHECK (file_size >= 0),
    file_sha256    text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
    configuration  text NOT NULL,          -- digest of the settings that decide what the same bytes lead to
    options        jsonb NOT NULL,
    token          text NOT NULL,          -- lets the one who dropped it find it again
    waybill_version text NOT NULL,
    claimed_by     text NOT NULL,          -- account that ran Waybill
    claimed_at     timestamptz NOT NULL,
    finished_at    timestamptz,
    attempts       integer NOT NULL DEFAULT 1,
    progress       smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    same_as        bigint REFERENCES waybills,
    message        text NOT NULL DEFAULT '',   -- one or more sentences: why it ended as it did
    comparison     json                    -- what the target had before and after, in the system's own words and order
);
CREATE INDEX waybills_by_content ON waybills (file_sha256, system, feed);
CREATE INDEX waybills_by_token ON waybills (token) WHERE token <> '';
CREATE INDEX waybills_by_state ON waybills (state);

-- When it reached each state.
CREATE TABLE steps (
    waybill  bigint NOT NULL REFERENCES waybills,
    ordinal  integer NOT NULL,
    state    text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (waybill, ordinal)
);

-- Files that belong to a waybill; paths are relative to the data folder.
CREATE TABLE files (
    waybill  bigint NOT NULL REFERENCES waybills,
    role     text NOT NULL CHECK (role IN ('original', 'output', 'rejects', 'report')),
    path     text NOT NULL,
    size     bigint NOT NULL,
    sha256   text NOT NULL,
    PRIMARY KEY (waybill, path)
);

CREATE TABLE counts (
    waybill         bigint NOT NULL REFERENCES waybills,
    subject         text NOT NULL,
    origin          text NOT NULL CHECK (origin IN ('drop', 'target')),
    "read"          bigint NOT NULL,
    inserted        bigint NOT NULL,
    updated         bigint NOT NULL,
    retired         bigint NOT NULL,
    deleted_by_key  bigint NOT NULL,
    unchanged       bigint NOT NULL,
    filtered        bigint NOT NULL,
    rejected        bigint NOT NULL,
    removed         bigint NOT NULL,
    PRIMARY KEY (waybill, subject, origin),
    CONSTRAINT counts_balance CHECK
        ("read" = inserted + updated + retired + deleted_by_key + unchanged + filtered + rejected)
);

CREATE TABLE notices (
    waybill   bigint NOT NULL REFERENCES waybills,
    ordinal   integer NOT NULL,
    rule      text NOT NULL,
    sentence  text NOT NULL,
    count     bigint NOT NULL,
    PRIMARY KEY (waybill, ordinal)
);

-- A record that was not delivered. "cells" is the row as it was, in the order of "header"; "key_cells" are the columns by
-- which the same row is known again.
CREATE TABLE rejects (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    waybill     bigint NOT NULL REFERENCES waybills,
    system      text NOT NULL,
    kind        text NOT NULL,             -- what the row is, e.g. grant
    header      text[] NOT NULL,
    cells       text[] NOT NULL,
    key_cells   text[] NOT NULL,
    file        text NOT NULL,
    line        bigint NOT NULL,
    byte_offset bigint NOT NULL,
    rule        text NOT NULL,
    reason      text NOT NULL,
    candidates  jsonb NOT NULL,            -- [{"value", "score", "why"}], best first
    state       text NOT NULL CHECK (state IN ('open', 'solved', 'dropped', 'replaced', 'reported')),
    closed_by   bigint REFERENCES waybills,
    closed_at   timestamptz,
    CHECK ((state IN ('solved', 'dropped', 'replaced')) = (closed_by IS NOT NULL)),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL))
);
CREATE INDEX rejects_of_waybill ON rejects (waybill);
CREATE INDEX rejects_open ON rejects (system, kind, key_cells) WHERE state = 'open';

-- A person's answer to a reject, kept and re-used while the row's key columns stay the same.
CREATE TABLE decisions (
    system      text NOT NULL,
    kind        text NOT NULL,
    key_cells   text[] NOT NULL,
    answer      text NOT NULL,             -- the value chosen, or 'drop'
    decided_by  text NOT NULL,
    decided_at  timestamptz NOT NULL,
    waybill     bigint NOT NULL REFERENCES waybills,   -- the drop that brought the decision
    PRIMARY KEY (system, kind, key_cells)
);
