-- The answers that decide rows of later drops, the latest first, with how many rows each has decided. All of them are read from the index of
-- the latest ones; those with a text are found first, then it is seen whether they are the latest. Only the page's are joined.
WITH found AS MATERIALIZED (
    SELECT system, kind, key_cells, key_hash, waybill, decided_at
    FROM waybill.decisions AS d
    WHERE strpos(sought, lower(?::text)) > 0
      AND removed_at IS NULL
      AND NOT EXISTS (SELECT FROM waybill.decisions AS later WHERE later.key_hash = d.key_hash AND later.waybill > d.waybill)
), kept AS NOT MATERIALIZED (
    SELECT system, kind, key_cells, key_hash, waybill, decided_at
    FROM (
        SELECT DISTINCT ON (key_hash) system, kind, key_cells, key_hash, waybill, decided_at, removed_at
        FROM waybill.decisions
        ORDER BY key_hash, waybill DESC) AS latest
    WHERE ?::text IS NULL
      AND removed_at IS NULL
    UNION ALL
    SELECT system, kind, key_cells, key_hash, waybill, decided_at
    FROM found
), page AS MATERIALIZED (
    SELECT key_hash, waybill FROM kept ORDER BY decided_at DESC, system, kind, key_cells LIMIT ? OFFSET ?
)
SELECT d.system, d.kind, d.key_cells, d.answer, d.decided_by, d.decided_at, d.waybill, coalesce(used.all_rows, 0) AS all_rows,
       used.last_waybill, (SELECT count(*) FROM kept) AS in_all
FROM page
JOIN waybill.decisions AS d USING (key_hash, waybill)
LEFT JOIN LATERAL (
    SELECT sum(u.rows) AS all_rows, max(u.waybill) AS last_waybill
    FROM waybill.rule_uses AS u
    JOIN waybill.waybills AS w ON w.number = u.waybill AND w.state IN ('delivered', 'unchanged')
    WHERE (u.system, u.kind, u.key_cells) = (d.system, d.kind, d.key_cells)) AS used ON true
ORDER BY d.decided_at DESC, d.system, d.kind, d.key_cells
