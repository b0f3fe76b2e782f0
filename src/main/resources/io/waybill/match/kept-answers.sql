-- The answers that decide rows of later drops, the latest first, with how many rows each has decided.
WITH latest AS MATERIALIZED (
    SELECT DISTINCT ON (system, kind, key_cells) system, kind, key_cells, answer, decided_by, decided_at, waybill, removed_at
    FROM waybill.decisions
    ORDER BY system, kind, key_cells, waybill DESC
), kept AS MATERIALIZED (
    SELECT * FROM latest
    WHERE removed_at IS NULL
      AND (?::text IS NULL OR strpos(lower(waybill.lines(key_cells || answer || decided_by)), lower(?)) > 0)
)
SELECT k.*, coalesce(used.all_rows, 0) AS all_rows, used.last_waybill, (SELECT count(*) FROM kept) AS in_all
FROM (SELECT * FROM kept ORDER BY decided_at DESC, system, kind, key_cells LIMIT ? OFFSET ?) AS k
LEFT JOIN LATERAL (
    SELECT sum(u.rows) AS all_rows, max(u.waybill) AS last_waybill
    FROM waybill.rule_uses AS u
    JOIN waybill.waybills AS w ON w.number = u.waybill AND w.state IN ('delivered', 'unchanged')
    WHERE (u.system, u.kind, u.key_cells) = (k.system, k.kind, k.key_cells)) AS used ON true
ORDER BY k.decided_at DESC, k.system, k.kind, k.key_cells
