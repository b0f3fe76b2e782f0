SELECT number, field, rule, found, expected, advice, kind, min(waits) AS waits
FROM {work}.row_fault
GROUP BY number, field, rule, found, expected, advice, kind
ORDER BY number, kind IS NULL, field, rule, found
