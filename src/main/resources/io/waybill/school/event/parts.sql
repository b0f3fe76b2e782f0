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
-- where the place of an activity may be a misspelt room, the rooms that it has stay
INSERT INTO {work}.entry_element (entry, element_id)
SELECT w.entry, c.element_id
FROM {work}.frame AS f
CROSS JOIN {work}.kept_place AS k
JOIN {work}.wanted_event AS w ON w.entry = k.occurrence
JOIN {target.commitments} AS c ON c.event_id = w.id AND c.covering_id IS NULL AND NOT c.withdrawn AND c.datasource_id = f.datasource_id
JOIN {target.elements} AS x ON x.id = c.element_id AND x.location_id IS NOT NULL;
CREATE UNLOGGED TABLE {work}.entry_incomplete WITH (autovacuum_enabled = false) AS
SELECT entry FROM {work}.entry_part WHERE NOT known
UNION
SELECT entry FROM {work}.incomplete
UNION
-- a row that was rejected may be one of its rows
SELECT e.key
FROM {work}.entry AS e
JOIN {work}.unusable_entry AS u ON u.kind = replace(e.kind, '-', ' ') AND (u.name IS NULL OR u.name = e.name) AND NOT u.identified
WHERE NOT EXISTS (SELECT FROM {work}.period AS p WHERE p.id = u.period)
   OR EXISTS (SELECT FROM {work}.entry_period AS ep WHERE ep.entry = e.key AND ep.period = u.period)
UNION
SELECT e.key FROM {work}.entry AS e WHERE EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'timetable' AND r.key IS NULL)
UNION
SELECT o.key FROM {work}.occurrence AS o WHERE EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'other half' AND r.key IS NULL);
ANALYZE {work}.entry_element;
ANALYZE {work}.entry_incomplete;
