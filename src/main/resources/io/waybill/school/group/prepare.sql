-- What the other files of this package need of the export.

-- An export tells all occurrences from its effective day on, unless it has said otherwise.
INSERT INTO {work}.activity_days (first, last, members_by_day)
SELECT start, era_last, false FROM {work}.frame WHERE NOT EXISTS (SELECT FROM {work}.activity_days);

-- The kinds of groups that an export brings. "lasting" ones belong to no year. Nothing of a kind that is not "whole" may be taken for gone.
CREATE UNLOGGED TABLE {work}.group_kind AS
SELECT k.kind, k.area, k.lasting,
       NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = k.area AND r.key IS NULL) AS whole,
       k.kind = 'other half' AND (SELECT bool_or(members_by_day) FROM {work}.activity_days) AS by_day
FROM (VALUES ('tutor', 'tutor groups', false), ('teaching', 'teaching groups', false), ('other half', 'other half', false),
             ('custom', 'custom groups', true), ('automatic', 'automatic groups', true)) AS k (kind, area, lasting)
JOIN {work}.area AS a ON a.area = k.area AND a.state = 'loaded';
ANALYZE {work}.group_kind, {work}.activity_days;

-- Whom and what of this source the export does not mention, or could not be used: groups may refer to them all the same.
INSERT INTO {work}.found (kind, source_id, id, element_id, fresh)
SELECT 'pupil', p.source_id, p.id, e.id, false
FROM {work}.frame AS f
JOIN {now.pupils} AS p ON p.datasource_id = f.datasource_id AND p.source_id IS NOT NULL
LEFT JOIN {now.elements} AS e ON e.pupil_id = p.id
UNION ALL
SELECT 'staff', t.source_id, t.id, e.id, false
FROM {work}.frame AS f
JOIN {now.staffs} AS t ON t.datasource_id = f.datasource_id AND t.source_id IS NOT NULL
LEFT JOIN {now.elements} AS e ON e.staff_id = t.id
UNION ALL
SELECT 'subject', s.source_id, s.id, e.id, false
FROM {work}.frame AS f
JOIN {now.subjects} AS s ON s.datasource_id = f.datasource_id AND s.source_id IS NOT NULL
LEFT JOIN {now.elements} AS e ON e.subject_id = s.id
UNION ALL
SELECT 'room', l.source_id, l.location_id, e.id, false
FROM {work}.frame AS f
JOIN {now.locationaliases} AS l ON l.datasource_id = f.datasource_id AND l.source_id IS NOT NULL
LEFT JOIN {now.elements} AS e ON e.location_id = l.location_id
ON CONFLICT DO NOTHING;

-- Of whom the source may say that they have left a group: people of its own, unless their own record could not be used.
CREATE UNLOGGED TABLE {work}.owned WITH (autovacuum_enabled = false) AS
SELECT e.id AS element_id
FROM {work}.frame AS f
JOIN {now.pupils} AS p ON p.datasource_id = f.datasource_id
JOIN {now.elements} AS e ON e.pupil_id = p.id
WHERE NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'pupils' AND (r.key = p.source_id OR r.key IS NULL)
                  AND NOT EXISTS (SELECT FROM {work}.pupil AS n WHERE n.id = p.source_id))
UNION ALL
SELECT e.id
FROM {work}.frame AS f
JOIN {now.staffs} AS t ON t.datasource_id = f.datasource_id
JOIN {now.elements} AS e ON e.staff_id = t.id
WHERE NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'staff' AND (r.key = t.source_id OR r.key IS NULL)
                  AND NOT EXISTS (SELECT FROM {work}.staff_member AS n WHERE n.id = t.source_id));

-- Events of entries that could not be used, as the target has them: known by their keys, or by what is known of such an entry. Where nothing is
-- known, it may be any.
CREATE UNLOGGED TABLE {work}.rejected_event WITH (autovacuum_enabled = false) AS
WITH event AS (
    SELECT e.id, split_part(e.source_key, ' in ', 1) AS key, e.source_key, e.body
    FROM {work}.frame AS f
    JOIN {target.events} AS e ON e.eventsource_id = f.eventsource_id AND NOT e.withdrawn AND e.local_date >= f.start
    WHERE e.source_key NOT LIKE 'occurrence %' AND EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'timetable')
)
SELECT e.id FROM event AS e JOIN {work}.rejected AS r ON r.area = 'timetable' AND r.key = e.key
UNION
SELECT e.id FROM event AS e JOIN {work}.unusable_entry AS u ON u.name = e.body AND starts_with(e.source_key, u.kind || ' ')
UNION
SELECT e.id FROM event AS e JOIN {work}.unusable_entry AS u ON u.name IS NULL AND starts_with(e.source_key, u.kind || ' ')
UNION
SELECT e.id FROM event AS e WHERE EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'timetable' AND r.key IS NULL);

-- Sets that entries which could not be used may be of, whether the target has an event of them or not.
CREATE UNLOGGED TABLE {work}.kept_set WITH (autovacuum_enabled = false) AS
WITH teaching AS (
    SELECT g.id, g.source_id
    FROM {work}.frame AS f
    JOIN {target.groups} AS g ON g.datasource_id = f.datasource_id AND g.era_id = f.era_id AND g.kind = 'teaching' AND NOT g.withdrawn
)
SELECT g.id AS group_id FROM teaching AS g JOIN {work}.unusable_group AS u ON u.kind = 'teaching' AND u.id = g.source_id
UNION
SELECT g.id
FROM teaching AS g
WHERE EXISTS (SELECT FROM {work}.unusable_group AS u WHERE u.kind = 'teaching' AND u.id IS NULL)
   OR EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'timetable' AND r.key IS NULL)
UNION
SELECT x.group_id
FROM {work}.rejected_event AS v
JOIN {target.commitments} AS c ON c.event_id = v.id AND NOT c.withdrawn
JOIN {target.elements} AS x ON x.id = c.element_id AND x.group_id IS NOT NULL;

-- Who teaches which set, as the target has it, and may do so still: in an entry that could not be used, or in one whose set is not known.
CREATE UNLOGGED TABLE {work}.kept_teacher WITH (autovacuum_enabled = false) AS
SELECT t.group_id, t.staff_id
FROM {work}.kept_set AS k
JOIN {target.groups_staffs} AS t ON t.group_id = k.group_id
UNION
SELECT t.group_id, t.staff_id
FROM {work}.incomplete AS i
JOIN {work}.entry_staff AS s ON s.entry = i.entry
JOIN {work}.found AS f ON f.kind = 'staff' AND f.source_id = s.staff
JOIN {target.groups_staffs} AS t ON t.staff_id = f.id;

-- Days on which groups meet, as the target has it. "expected" are those that the export would have if they still met. Of the others, "kept_key" is
-- the latest occurrence that stays although the export does not have it.
CREATE UNLOGGED TABLE {work}.target_meeting WITH (autovacuum_enabled = false) AS
WITH event AS (
    SELECT g.id AS group_id, v.local_date AS day, v.starts_at, v.source_key, v.body,
           d.first IS NOT NULL AND k.whole
           AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = k.area AND r.key = v.source_key)
           AND NOT EXISTS (SELECT FROM {work}.undecided AS u WHERE u.key = v.source_key)
           -- an occurrence that is on another day now
           OR EXISTS (SELECT FROM {work}.occurrence AS o WHERE o.key = v.source_key AND o.day <> v.local_date) AS expected
    FROM {work}.frame AS f
    JOIN {work}.group_kind AS k ON k.by_day
    JOIN {target.groups} AS g ON g.kind = k.kind AND g.datasource_id = f.datasource_id AND g.era_id = f.era_id
    JOIN {target.elements} AS e ON e.group_id = g.id
    JOIN {target.commitments} AS c ON c.element_id = e.id AND c.datasource_id = f.datasource_id AND NOT c.withdrawn
    JOIN {target.events} AS v ON v.id = c.event_id AND v.eventsource_id = f.eventsource_id AND NOT v.withdrawn
    LEFT JOIN LATERAL (
        SELECT a.first FROM {work}.activity_days AS a WHERE v.local_date BETWEEN a.first AND a.last LIMIT 1) AS d ON true
    -- known before anything is joined
    WHERE EXISTS (SELECT FROM {work}.group_kind AS b WHERE b.by_day)
), kept AS (
    SELECT DISTINCT ON (e.group_id, e.day) e.group_id, e.day, e.starts_at, e.source_key
    FROM event AS e
    WHERE NOT e.expected
      AND NOT EXISTS (SELECT FROM {work}.occurrence AS o WHERE o.key = e.source_key AND o.group_id IS NOT NULL)
    ORDER BY e.group_id, e.day, e.starts_at DESC, e.source_key COLLATE "C" DESC
)
SELECT m.group_id, m.day, m.expected, m.name, k.starts_at AS kept_at, k.source_key AS kept_key
FROM (
    SELECT e.group_id, e.day, bool_and(e.expected) AS expected,
           (array_agg(e.body ORDER BY e.starts_at DESC, e.source_key COLLATE "C" DESC) FILTER (WHERE NOT e.expected))[1] AS name
    FROM event AS e
    GROUP BY e.group_id, e.day) AS m
LEFT JOIN kept AS k ON k.group_id = m.group_id AND k.day = m.day;

-- What is left of the groups that meet on days, without the meetings of the export: since when they are there, and the latest name. A group that
-- its first meeting has begun begins with the first one that is left, or with a member who stays whatever the export says ("held"); with nothing
-- left, it has no first day.
CREATE UNLOGGED TABLE {work}.group_left WITH (autovacuum_enabled = false) AS
WITH meeting AS (
    SELECT g.id AS group_id, lower(g.during) AS since, min(t.day) AS was_first, min(t.day) FILTER (WHERE NOT t.expected) AS first,
           coalesce(bool_or(t.expected), false) AS expected, (array_agg(t.name ORDER BY t.day DESC) FILTER (WHERE NOT t.expected))[1] AS name
    FROM {work}.frame AS f
    JOIN {work}.group_kind AS k ON k.by_day
    JOIN {target.groups} AS g ON g.kind = k.kind AND g.datasource_id = f.datasource_id AND g.era_id = f.era_id AND NOT g.withdrawn
    LEFT JOIN {work}.target_meeting AS t ON t.group_id = g.id
    GROUP BY g.id, lower(g.during)
), held AS (
    SELECT m.group_id, min(lower(m.during)) AS day
    FROM meeting AS g
    JOIN {target.memberships} AS m ON m.group_id = g.group_id AND NOT m.withdrawn
    LEFT JOIN {work}.owned AS o ON o.element_id = m.element_id AND NOT m.inverse
    LEFT JOIN {work}.target_meeting AS t ON t.group_id = m.group_id AND t.expected AND t.day = lower(m.during)
    WHERE o.element_id IS NULL OR t.day IS NULL
    GROUP BY m.group_id
)
SELECT g.group_id, g.name,
       -- a week of activities begins on Sunday
       CASE WHEN g.was_first IS NULL THEN CASE WHEN h.day IS NOT NULL THEN g.since END
            WHEN NOT g.expected OR g.since <> greatest(g.was_first - extract(dow FROM g.was_first)::integer, f.era_first) THEN g.since
            WHEN coalesce(g.first, h.day) IS NOT NULL
            THEN greatest(g.since, least(greatest(g.first - extract(dow FROM g.first)::integer, f.era_first), h.day)) END AS since
FROM {work}.frame AS f
CROSS JOIN meeting AS g
LEFT JOIN held AS h ON h.group_id = g.group_id;

-- The days and the latest name of groups that have the members of each occurrence.
CREATE UNLOGGED TABLE {work}.group_meetings WITH (autovacuum_enabled = false) AS
SELECT o.group_id AS source_id, min(o.day) AS first, max(o.day) AS last,
       (array_agg(o.name ORDER BY o.day DESC, o.starts DESC, o.key COLLATE "C" DESC))[1] AS name,
       (array_agg((o.day + o.starts) AT TIME ZONE f.zone ORDER BY o.day DESC, o.starts DESC, o.key COLLATE "C" DESC))[1] AS last_at,
       (array_agg(o.key ORDER BY o.day DESC, o.starts DESC, o.key COLLATE "C" DESC))[1] AS last_key
FROM {work}.frame AS f
CROSS JOIN {work}.occurrence AS o
JOIN {work}.group_kind AS k ON k.kind = o.group_kind AND k.by_day
GROUP BY o.group_id;

ANALYZE {work}.found, {work}.owned, {work}.rejected_event, {work}.kept_set, {work}.kept_teacher, {work}.target_meeting, {work}.group_left,
        {work}.group_meetings;
