-- Who and what takes part. Whom the calendar does not know yet is missing in an entry, and then nobody who is in it may be taken for gone.
CREATE UNLOGGED TABLE {work}.entry_part WITH (autovacuum_enabled = false) AS
WITH part AS (
    SELECT entry, 'staff' AS kind, staff AS id FROM {work}.entry_staff
    UNION ALL SELECT entry, 'room', room FROM {work}.entry_room
    UNION ALL SELECT entry, kind, id FROM {work}.entry_group
    UNION ALL SELECT entry, 'pupil', pupil FROM {work}.entry_pupil
    UNION ALL SELECT e.key, 'automatic', y.name FROM {work}.entry AS e JOIN {work}.school_year AS y ON y.year = ANY (e.years)
    UNION ALL SELECT occurrence, 'staff', staff FROM {work}.occurrence_staff
    UNION ALL SELECT occurrence, 'pupil', pupil FROM {work}.occurrence_pupil
    UNION ALL SELECT key, 'room', room FROM {work}.occurrence WHERE room IS NOT NULL
    UNION ALL SELECT key, group_kind, group_id FROM {work}.occurrence WHERE group_id IS NOT NULL
)
SELECT DISTINCT p.entry, p.kind, p.id, coalesce(f.element_id, a.element_id) AS element_id, f.source_id IS NOT NULL OR p.kind = 'automatic' AS known
FROM part AS p
LEFT JOIN {work}.found AS f ON f.kind = p.kind AND f.source_id = p.id
LEFT JOIN (
    -- groups of years that this export says nothing of
    SELECT g.name, x.id AS element_id
    FROM {now.groups} AS g
    JOIN {work}.frame AS f ON f.perpetual_era_id = g.era_id
    JOIN {now.elements} AS x ON x.group_id = g.id
    WHERE g.kind = 'automatic' AND NOT g.withdrawn
) AS a ON p.kind = 'automatic' AND f.source_id IS NULL AND a.name = p.id;

CREATE UNLOGGED TABLE {work}.entry_element WITH (autovacuum_enabled = false) AS
SELECT DISTINCT entry, element_id FROM {work}.entry_part WHERE element_id IS NOT NULL;
CREATE UNLOGGED TABLE {work}.entry_incomplete WITH (autovacuum_enabled = false) AS
SELECT DISTINCT entry FROM {work}.entry_part WHERE NOT known;
CREATE UNIQUE INDEX ON {work}.entry_element (entry, element_id);
ANALYZE {work}.entry_element;
ANALYZE {work}.entry_incomplete;

-- A commitment that was made by hand is as good as one of the import; one that was withdrawn comes back, and is the import's from then on.
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

-- Of those who no longer take part, only the import's own. Properties are no part of the timetable.
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
  AND NOT EXISTS (SELECT FROM {now.elements} AS n WHERE n.id = c.element_id AND n.property_id IS NOT NULL);
ANALYZE {stage.commitments} (id, event_id)
