-- Events in which others take part than the export says. Only these are looked at person by person.
CREATE UNLOGGED TABLE {work}.uneven_event WITH (autovacuum_enabled = false) AS
SELECT w.id, w.entry
FROM {work}.wanted_event AS w
LEFT JOIN (
    SELECT entry, array_agg(element_id ORDER BY element_id) AS parts FROM {work}.entry_element GROUP BY entry
) AS a ON a.entry = w.entry
LEFT JOIN (
    SELECT c.event_id, array_agg(c.element_id ORDER BY c.element_id) AS parts
    FROM {target.commitments} AS c
    JOIN {work}.wanted_event AS w ON w.id = c.event_id
    WHERE c.covering_id IS NULL AND NOT c.withdrawn
    GROUP BY c.event_id
) AS t ON t.event_id = w.id
WHERE a.parts IS DISTINCT FROM t.parts;
ANALYZE {work}.uneven_event;

-- Rows without a number are missing, "surplus" ones are not asked for.
CREATE UNLOGGED TABLE {work}.part_difference WITH (autovacuum_enabled = false) AS
SELECT coalesce(a.event_id, t.event_id) AS event_id, coalesce(a.element_id, t.element_id) AS element_id, t.id, t.entry, a.event_id IS NULL AS surplus
FROM (
    SELECT u.id AS event_id, x.element_id
    FROM {work}.uneven_event AS u
    JOIN {work}.entry_element AS x ON x.entry = u.entry
) AS a
FULL JOIN (
    SELECT c.id, c.event_id, c.element_id, c.datasource_id, c.withdrawn, u.entry
    FROM {work}.uneven_event AS u
    JOIN {target.commitments} AS c ON c.event_id = u.id AND c.covering_id IS NULL
) AS t ON t.event_id = a.event_id AND t.element_id = a.element_id
WHERE CASE WHEN a.event_id IS NOT NULL THEN t.id IS NULL OR t.withdrawn
           ELSE NOT t.withdrawn AND t.datasource_id = (SELECT datasource_id FROM {work}.frame) END;
ANALYZE {work}.part_difference;

-- A commitment that was made by hand is as good as one of the import; one that was withdrawn comes back, and is the import's from then on.
INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
SELECT coalesce(d.id, top.id + row_number() OVER (PARTITION BY d.id IS NULL ORDER BY d.event_id, d.element_id)), d.event_id, d.element_id, NULL,
       f.datasource_id, c.source_id, coalesce(c.names_event, false), coalesce(c.status, 'uncontrolled'), coalesce(c.reason, ''), false, 0
FROM {work}.frame AS f
CROSS JOIN (SELECT {top.commitments} AS id) AS top
CROSS JOIN {work}.part_difference AS d
LEFT JOIN {target.commitments} AS c ON c.id = d.id
WHERE NOT d.surplus;

-- Of those who no longer take part, only the import's own. The property "Covered" goes with covers.
INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
SELECT c.id, c.event_id, c.element_id, NULL, c.datasource_id, c.source_id, c.names_event, c.status, c.reason, true, NULL
FROM {work}.part_difference AS d
JOIN {target.commitments} AS c ON c.id = d.id
WHERE d.surplus
  AND NOT EXISTS (SELECT FROM {work}.entry_incomplete AS i WHERE i.entry = d.entry)
  AND NOT EXISTS (
    SELECT FROM {now.elements} AS n JOIN {now.properties} AS p ON p.id = n.property_id WHERE n.id = d.element_id AND p.name = 'Covered');
ANALYZE {stage.commitments} (id, event_id)
