-- A decision that was chosen on the desk is theirs who chose it, not theirs who delivered it.
UPDATE waybill.decisions AS d
SET decided_by = chosen.chosen_by
FROM (
    SELECT DISTINCT ON (r.system, r.kind, r.key_cells, ch.answer) r.system, r.kind, r.key_cells, ch.answer, ch.chosen_by
    FROM waybill.rejects AS r
    JOIN waybill.choices AS ch ON ch.reject = r.id
    WHERE r.closed_by = ? AND ch.answer IS NOT NULL
    ORDER BY r.system, r.kind, r.key_cells, ch.answer, ch.chosen_at DESC) AS chosen
WHERE d.waybill = ?
  AND (d.system, d.kind, d.key_cells, d.answer) = (chosen.system, chosen.kind, chosen.key_cells, chosen.answer)
  AND d.decided_by <> chosen.chosen_by
