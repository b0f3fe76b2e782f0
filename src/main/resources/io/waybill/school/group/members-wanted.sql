-- Whom the export names as members of groups that have the same members as long as nothing changes, and whose members follow it.
CREATE UNLOGGED TABLE {work}.wanted WITH (autovacuum_enabled = false) AS
SELECT DISTINCT g.id AS group_id, e.element_id
FROM {work}.group_row AS g
JOIN {work}.member AS m ON m.group_kind = g.kind AND m.group_id = g.source_id
JOIN {work}.found AS e ON e.kind = m.kind AND e.source_id = m.id AND e.element_id IS NOT NULL
WHERE g.kind <> 'other half';

-- Automatic groups are complete: whoever is in one without a basis leaves it, but for present people and groups of other sources, whom somebody or
-- another export has put there.
CREATE UNLOGGED TABLE {work}.owned_of_automatic WITH (autovacuum_enabled = false) AS
SELECT DISTINCT m.element_id
FROM {work}.frame AS f
CROSS JOIN {target.groups} AS g
JOIN {target.memberships} AS m ON m.group_id = g.id AND NOT m.withdrawn
JOIN {now.elements} AS e ON e.id = m.element_id
LEFT JOIN {now.pupils} AS p ON p.id = e.pupil_id
LEFT JOIN {now.staffs} AS t ON t.id = e.staff_id
LEFT JOIN {target.groups} AS s ON s.id = e.group_id
WHERE g.kind = 'automatic'
  AND NOT (s.datasource_id <> f.datasource_id AND s.datasource_id IS DISTINCT FROM f.previous_datasource_id
           AND NOT s.withdrawn AND s.during @> f.start) IS TRUE
  AND NOT (coalesce(p.current, t.current, false)
           AND coalesce(p.datasource_id, t.datasource_id) IS DISTINCT FROM f.datasource_id
           AND coalesce(p.datasource_id, t.datasource_id) IS DISTINCT FROM coalesce(f.previous_datasource_id, f.datasource_id))
  AND (e.pupil_id IS NULL AND e.staff_id IS NULL
       OR coalesce(p.datasource_id, t.datasource_id) IS DISTINCT FROM f.datasource_id
       OR EXISTS (SELECT FROM {work}.owned AS o WHERE o.element_id = e.id));

-- Who teaches what in entries that could not be used, and sets and subjects that could not: groups that follow from it keep them.
CREATE UNLOGGED TABLE {work}.kept_in_automatic WITH (autovacuum_enabled = false) AS
WITH rejected_set AS (
    SELECT g.id
    FROM {work}.frame AS f
    JOIN {target.groups} AS g ON g.datasource_id = f.datasource_id AND g.era_id = f.era_id AND g.kind = 'teaching' AND NOT g.withdrawn
    LEFT JOIN {target.subjects} AS s ON s.id = g.subject_id
    WHERE EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'teaching groups' AND (r.key = g.source_id OR r.key IS NULL))
       OR EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'subjects' AND (r.key = s.source_id OR r.key IS NULL))
)
SELECT e.id AS element_id
FROM (
    SELECT id FROM rejected_set
    UNION SELECT group_id FROM {work}.kept_set
    UNION SELECT group_id FROM {work}.kept_teacher
) AS g
JOIN {target.elements} AS e ON e.group_id = g.id
UNION
SELECT e.id
FROM (
    SELECT s.staff_id FROM rejected_set AS g JOIN {target.groups_staffs} AS s ON s.group_id = g.id
    UNION
    SELECT staff_id FROM {work}.kept_teacher
    UNION
    SELECT x.staff_id
    FROM {work}.rejected_event AS v
    JOIN {target.commitments} AS c ON c.event_id = v.id AND NOT c.withdrawn
    JOIN {target.elements} AS x ON x.id = c.element_id AND x.staff_id IS NOT NULL
) AS t
JOIN {target.elements} AS e ON e.staff_id = t.staff_id
JOIN {now.staffs} AS s ON s.id = t.staff_id AND s.current AND s.active;
DELETE FROM {work}.owned_of_automatic AS o USING {work}.kept_in_automatic AS k WHERE k.element_id = o.element_id;

CREATE UNLOGGED TABLE {work}.owned_of_nobody (element_id bigint);

-- The groups by what may be said of their members: all, nobody leaves, automatic.
CREATE UNLOGGED TABLE {work}.scope_whole AS
SELECT g.id AS group_id
FROM {work}.frame AS f
CROSS JOIN {work}.group_row AS g
JOIN {work}.group_kind AS k ON k.kind = g.kind AND k.whole
WHERE g.kind IN ('tutor', 'custom') OR g.kind = 'teaching' AND f.setlists;
CREATE UNLOGGED TABLE {work}.scope_partial AS
SELECT g.id AS group_id
FROM {work}.frame AS f
CROSS JOIN {work}.group_row AS g
JOIN {work}.group_kind AS k ON k.kind = g.kind AND NOT k.whole
WHERE g.kind IN ('tutor', 'custom') OR g.kind = 'teaching' AND f.setlists;
CREATE UNLOGGED TABLE {work}.scope_automatic AS
SELECT id AS group_id FROM {work}.group_row WHERE kind = 'automatic'
UNION ALL
SELECT group_id FROM {work}.group_emptied;
ANALYZE {work}.wanted, {work}.owned_of_automatic, {work}.scope_whole, {work}.scope_partial, {work}.scope_automatic;
