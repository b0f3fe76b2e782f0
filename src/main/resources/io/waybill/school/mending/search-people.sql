-- People of the calendar, whatever source they are of, whose number, name, initials or address contains every word. Parameters: the source of
-- the export, whose people come last because they have keys of their own; the kind; patterns; a number, whose owner comes first of all; how many at most.
SELECT t.id::text AS value, concat_ws(', ', t.name, nullif(t.more, '')) AS name,
       CASE WHEN t.current THEN t.kind WHEN t.kind = 'staff' THEN 'staff who have left' ELSE 'ex pupil' END AS type
FROM ({people}) AS t
LEFT JOIN datasources AS d ON d.id = t.datasource_id
CROSS JOIN (SELECT ?::text AS source) AS asked
WHERE t.kind = ? AND lower(concat_ws(' ', t.id, t.name, t.more)) LIKE ALL (?)
ORDER BY t.id::text = ? DESC, d.name IS NOT DISTINCT FROM asked.source, NOT t.current, length(t.name), t.name, t.id
LIMIT ?
