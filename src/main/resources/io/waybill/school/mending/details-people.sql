-- What people should know of some people of the calendar before they choose one. Parameters: the source of the export, the kind, numbers.
SELECT t.id::text AS value, t.name,
       CASE WHEN t.current THEN t.kind WHEN t.kind = 'staff' THEN 'staff who have left' ELSE 'ex pupil' END AS type,
       CASE WHEN d.name IS NULL THEN 'no source'
            WHEN d.name = asked.source THEN d.name || ', number ' || t.source_id || ', as the export is'
            ELSE concat_ws(', number ', d.name, t.source_id) END AS belongs_to,
       (SELECT count(*) FROM memberships AS m WHERE m.element_id = e.id AND NOT m.withdrawn) AS groups,
       (SELECT count(*) FROM commitments AS c WHERE c.element_id = e.id AND NOT c.withdrawn) AS events
FROM ({people}) AS t
LEFT JOIN datasources AS d ON d.id = t.datasource_id
CROSS JOIN (SELECT ?::text AS source) AS asked
LEFT JOIN elements AS e ON CASE t.kind WHEN 'staff' THEN e.staff_id ELSE e.pupil_id END = t.id
WHERE t.kind = ? AND t.id::text = ANY (?)
