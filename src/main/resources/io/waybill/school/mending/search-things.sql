-- Things of a source that the calendar has, by the keys that the source has of them, whose key, name or code contains every word; first
-- the one whose key it is. Parameters: the source, the kind, patterns, the key, how many at most.
SELECT t.key AS value, concat_ws(', ', t.name, nullif(t.more, '')) AS name, t.type || CASE WHEN t.current THEN '' ELSE ', no longer there' END AS type
FROM ({things}) AS t
JOIN datasources AS d ON d.id = t.datasource_id
WHERE d.name = ? AND t.kind = ? AND lower(concat_ws(' ', t.key, t.name, t.more)) LIKE ALL (?)
ORDER BY lower(t.key) = ? DESC, NOT t.current, length(t.name), t.name, t.key
LIMIT ?
