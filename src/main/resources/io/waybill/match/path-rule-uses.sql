-- How many rows each rule for paths of a system has decided.
SELECT u.key_cells[1] AS from_path, sum(u.rows) AS all_rows, max(u.waybill) AS last_waybill
FROM waybill.rule_uses AS u
JOIN waybill.waybills AS w ON w.number = u.waybill AND w.state IN ('delivered', 'unchanged')
WHERE u.system = ? AND u.kind = ?
GROUP BY from_path
