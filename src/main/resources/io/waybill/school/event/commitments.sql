-- Who and what takes part, where it differs. A commitment that was made by hand is as good as one of the import; one that was withdrawn comes back,
-- and is the import's from then on.
INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
SELECT coalesce(c.id, top.id + row_number() OVER (PARTITION BY c.id IS NULL ORDER BY w.id, x.element_id)), w.id, x.element_id, NULL, f.datasource_id,
       c.source_id, coalesce(c.names_event, false), coalesce(c.status, 'uncontrolled'), coalesce(c.reason, ''), false, 0
FROM {work}.frame AS f
CROSS JOIN (SELECT coalesce(max(id), 0) AS id FROM {target.commitments}) AS top
CROSS JOIN {work}.wanted_event AS w
JOIN {work}.entry_element AS x ON x.entry = w.entry
LEFT JOIN {target.commitments} AS c ON c.event_id = w.id AND c.element_id = x.element_id AND c.covering_id IS NULL
WHERE c.id IS NULL OR c.withdrawn;

-- Of those who no longer take part, only the import's own. The property "Covered" goes with covers.
INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
WITH surplus AS MATERIALIZED (
    SELECT c.id, w.entry
    FROM {work}.wanted_event AS w
    JOIN {target.commitments} AS c ON c.event_id = w.id AND c.covering_id IS NULL AND NOT c.withdrawn
    LEFT JOIN {work}.entry_element AS x ON x.entry = w.entry AND x.element_id = c.element_id
    WHERE c.datasource_id = (SELECT datasource_id FROM {work}.frame) AND x.entry IS NULL
)
SELECT c.id, c.event_id, c.element_id, NULL, c.datasource_id, c.source_id, c.names_event, c.status, c.reason, true, NULL
FROM surplus AS s
JOIN {target.commitments} AS c ON c.id = s.id
WHERE NOT EXISTS (SELECT FROM {work}.entry_incomplete AS i WHERE i.entry = s.entry)
  AND NOT EXISTS (
    SELECT FROM {now.elements} AS n JOIN {now.properties} AS p ON p.id = n.property_id WHERE n.id = c.element_id AND p.name = 'Covered');
ANALYZE {stage.commitments} (id, event_id)
