-- Things of a source that the calendar has, by the keys that the source has of them, whose key, name or code contains every word. Parameters: the
-- source, the kind, patterns, how many at most.
SELECT t.key AS value, concat_ws(', ', t.name, nullif(t.more, '')) AS name, t.type || CASE WHEN t.current THEN '' ELSE ', no longer there' END AS type
FROM ({things}) AS t
JOIN datasources AS d ON d.id = t.datasource_id
WHERE d.name = ? AND t.kind = ? AND lower(concat_ws(' ', t.key, t.name, t.more)) LIKE ALL (?)
ORDER BY NOT t.current, length(t.name), t.name, t.key
LIMIT ?
