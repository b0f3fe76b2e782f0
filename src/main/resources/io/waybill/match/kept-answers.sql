-- The answers that decide rows of later drops, the latest first, with how many rows each has decided. Only the page's are joined.
WITH page AS MATERIALIZED (
    SELECT key_hash, waybill, decided_at
    FROM waybill.decisions
    WHERE latest
      AND removed_at IS NULL
      AND (?::text IS NULL OR strpos(sought, lower(?)) > 0)
    ORDER BY decided_at DESC, key_hash DESC
    LIMIT ? OFFSET ?
), counted AS MATERIALIZED (
    SELECT count(*) AS in_all
    FROM waybill.decisions
    WHERE latest
      AND removed_at IS NULL
      AND (?::text IS NULL OR strpos(sought, lower(?)) > 0)
)
SELECT d.system, d.kind, d.key_cells, d.answer, d.decided_by, d.decided_at, d.waybill, coalesce(used.all_rows, 0) AS all_rows,
       used.last_waybill, (SELECT in_all FROM counted) AS in_all
FROM page
JOIN waybill.decisions AS d USING (key_hash, waybill)
LEFT JOIN LATERAL (
    SELECT sum(u.rows) AS all_rows, max(u.waybill) AS last_waybill
    FROM waybill.rule_uses AS u
    JOIN waybill.waybills AS w ON w.number = u.waybill AND w.state IN ('delivered', 'unchanged')
    WHERE (u.system, u.kind, u.key_cells) = (d.system, d.kind, d.key_cells)) AS used ON true
ORDER BY page.decided_at DESC, key_hash DESC
