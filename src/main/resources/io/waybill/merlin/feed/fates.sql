SELECT DISTINCT number, field, rule, found, expected, advice, kind
FROM {work}.fate
ORDER BY number, kind IS NULL, field, rule, found
