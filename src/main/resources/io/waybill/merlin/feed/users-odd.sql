-- The users whom delivered rows mean although their addresses differ in more than capitals.
SELECT DISTINCT e.id
FROM {work}.entity AS e
JOIN {wanted} AS w ON w.{id} = e.id AND w.{key} = e.key
WHERE e.kind = 'user' AND e.odd AND NOT {skipped}
ORDER BY e.id
