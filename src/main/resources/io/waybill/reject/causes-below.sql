-- Open rejects by the path that is their cause, for one path and all paths below it.
SELECT cause[1] AS path, count(*) AS all_rows
FROM waybill.rejects
WHERE system = ? AND kind = ? AND rule = ? AND state = 'open'
  AND (cause[1] = ? OR starts_with(cause[1], ? || '/'))
GROUP BY path
ORDER BY path
