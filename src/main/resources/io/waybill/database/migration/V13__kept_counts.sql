-- What long lists count is kept, so that a page about a hundred thousand rejects or waybills reads only what it shows.

-- Open rejects by cause: those of each waybill and, as waybill 0, of all. Renewed in each transaction that changes rejects or choices.
CREATE TABLE open_causes (
    cause_hash   bigint NOT NULL,
    waybill      bigint NOT NULL,
    system       text NOT NULL,
    kind         text NOT NULL,
    all_rows     bigint NOT NULL,
    chosen_rows  bigint NOT NULL,          -- for which something is chosen
    first        bigint NOT NULL,          -- the oldest of the rejects
    best         numeric,                  -- score of its best candidate; NULL when it has none
    PRIMARY KEY (cause_hash, waybill)
);
CREATE INDEX open_causes_by_rows ON open_causes (waybill, all_rows DESC, first) INCLUDE (cause_hash, chosen_rows);
CREATE INDEX open_causes_undecided ON open_causes (waybill, all_rows DESC, first) INCLUDE (cause_hash, best) WHERE chosen_rows = 0;
CREATE INDEX open_causes_of_kind ON open_causes (system, kind);

-- What is chosen for them, by answer and person.
CREATE TABLE open_choices (
    cause_hash   bigint NOT NULL,
    waybill      bigint NOT NULL,
    system       text NOT NULL,
    kind         text NOT NULL,
    answer       text,                     -- as in choices
    mended       boolean NOT NULL,
    chosen_by    text NOT NULL,
    all_rows     bigint NOT NULL,
    latest       timestamptz NOT NULL
);
CREATE INDEX open_choices_by_cause ON open_choices (cause_hash, waybill);
CREATE INDEX open_choices_of_kind ON open_choices (system, kind);

INSERT INTO open_causes
SELECT c.cause_hash, c.waybill, r.system, r.kind, c.all_rows, c.chosen_rows, c.first, (r.candidates -> 0 ->> 'score')::numeric
FROM (
    SELECT r.cause_hash, coalesce(r.waybill, 0) AS waybill, count(*) AS all_rows, count(ch.reject) AS chosen_rows, min(r.id) AS first
    FROM rejects AS r
    LEFT JOIN choices AS ch ON ch.reject = r.id
    WHERE r.state = 'open'
    GROUP BY GROUPING SETS ((r.cause_hash, r.waybill), (r.cause_hash))) AS c
JOIN rejects AS r ON r.id = c.first;
INSERT INTO open_choices
SELECT r.cause_hash, r.waybill, r.system, r.kind, ch.answer, ch.cells IS NOT NULL, ch.chosen_by, count(*), max(ch.chosen_at)
FROM choices AS ch
JOIN rejects AS r ON r.id = ch.reject AND r.state = 'open'
GROUP BY r.cause_hash, r.waybill, r.system, r.kind, ch.answer, ch.cells IS NOT NULL, ch.chosen_by;

-- The latest decision about each row is marked; earlier ones count again when its waybill is undone.
ALTER TABLE decisions ADD latest boolean NOT NULL DEFAULT true;
DROP INDEX decisions_latest;
CREATE INDEX decisions_by_key ON decisions (key_hash, waybill);
CREATE INDEX decisions_of_waybill ON decisions (waybill);
UPDATE decisions AS d
SET latest = false
WHERE EXISTS (
    SELECT
    FROM decisions AS later
    WHERE later.key_hash = d.key_hash
      AND (later.system, later.kind, later.key_cells) = (d.system, d.kind, d.key_cells)
      AND later.waybill > d.waybill);
CREATE INDEX decisions_kept ON decisions (decided_at, key_hash) INCLUDE (waybill) WHERE latest AND removed_at IS NULL;

-- What waybills count over all their tables, and how long they took without the time that they waited for people: lists are sorted by it.
-- What was refused has changed nothing, whatever its plan counts.
ALTER TABLE waybills
    ADD all_read bigint NOT NULL DEFAULT 0,
    ADD all_inserted bigint NOT NULL DEFAULT 0,
    ADD all_updated bigint NOT NULL DEFAULT 0,
    ADD all_deleted bigint NOT NULL DEFAULT 0,     -- retired, or deleted for whatever reason
    ADD all_unchanged bigint NOT NULL DEFAULT 0,
    ADD all_filtered bigint NOT NULL DEFAULT 0,
    ADD all_rejected bigint NOT NULL DEFAULT 0,
    ADD took interval;                             -- NULL until it has ended
UPDATE waybills AS w
SET all_read = c.all_read, all_inserted = c.all_inserted, all_updated = c.all_updated, all_deleted = c.all_deleted,
    all_unchanged = c.all_unchanged, all_filtered = c.all_filtered, all_rejected = c.all_rejected
FROM (
    SELECT waybill, coalesce(sum("read") FILTER (WHERE origin = 'drop'), 0) AS all_read, sum(inserted) AS all_inserted,
           sum(updated) AS all_updated, sum(retired + deleted_by_key + removed) AS all_deleted, sum(unchanged) AS all_unchanged,
           sum(filtered) AS all_filtered, sum(rejected) AS all_rejected
    FROM counts
    GROUP BY waybill) AS c
WHERE c.waybill = w.number;
UPDATE waybills
SET all_inserted = 0, all_updated = 0, all_deleted = 0, all_unchanged = 0
WHERE state IN ('refused', 'failed');
UPDATE waybills AS w
SET took = w.finished_at - w.claimed_at - coalesce((
    SELECT sum(coalesce(n.at, w.finished_at) - h.at)
    FROM steps AS h
    LEFT JOIN steps AS n ON n.waybill = h.waybill AND n.ordinal = h.ordinal + 1
    WHERE h.waybill = w.number AND h.state = 'held'), interval '0')
WHERE finished_at IS NOT NULL;

DROP INDEX counts_of_waybill;
CREATE INDEX waybills_by_feed ON waybills ((system || '/' || feed), number);
CREATE INDEX waybills_by_file ON waybills (lower(file_name), number);
CREATE INDEX waybills_by_requester ON waybills (lower(requested_by), number);
CREATE INDEX waybills_by_took ON waybills (took, number);
CREATE INDEX waybills_by_read ON waybills (all_read, number);
CREATE INDEX waybills_by_inserted ON waybills (all_inserted, number);
CREATE INDEX waybills_by_updated ON waybills (all_updated, number);
CREATE INDEX waybills_by_deleted ON waybills (all_deleted, number);
CREATE INDEX waybills_by_unchanged ON waybills (all_unchanged, number);
CREATE INDEX waybills_by_filtered ON waybills (all_filtered, number);
CREATE INDEX waybills_by_rejected ON waybills (all_rejected, number);
