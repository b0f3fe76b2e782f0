SELECT number, field, rule, found, expected, advice, kind
FROM {work}.fate
GROUP BY number, field, rule, found, expected, advice, kind
ORDER BY number, kind IS NULL, field, rule, found
