-- New users of whom something, but not enough, speaks for being users of the target with another address.
SELECT s.number, min(s.id) AS id
FROM {work}.suspect AS s
JOIN {work}.wanted_user AS w ON w.number = s.number
WHERE NOT w.skipped
GROUP BY s.number
ORDER BY s.number
