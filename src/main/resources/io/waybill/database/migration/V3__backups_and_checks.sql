-- Backups that were taken before a delivery, and what the checks of a feed said of one. A backup's files are the truth; a row here is
-- there once the delivery is.

CREATE TABLE backups (
    id              text PRIMARY KEY,
    waybill         bigint NOT NULL REFERENCES waybills,
    path            text NOT NULL,
    size            bigint NOT NULL,       -- bytes of all files with rows
    tables          text[] NOT NULL,
    rows            bigint[] NOT NULL,     -- of each table
    manifest_sha256 text NOT NULL CHECK (manifest_sha256 ~ '^[0-9a-f]{64}$'),
    created_at      timestamptz NOT NULL,
    created_by      text NOT NULL,
    removed_at      timestamptz            -- because of its age, or because there were enough newer ones
);
CREATE INDEX backups_of_waybill ON backups (waybill);

-- What a check found, in a delivery or a preview; also where it was rolled back because of that.
CREATE TABLE check_results (
    waybill       bigint NOT NULL REFERENCES waybills,
    ordinal       integer NOT NULL,
    name          text NOT NULL,
    severity      text NOT NULL CHECK (severity IN ('error', 'warning')),
    sentence      text NOT NULL,
    rows          bigint NOT NULL CHECK (rows >= 0),
    examples      text[] NOT NULL,         -- what the first of them show
    milliseconds  bigint NOT NULL,
    failure       text NOT NULL,           -- why it could not be run; empty when it was
    PRIMARY KEY (waybill, ordinal)
);
