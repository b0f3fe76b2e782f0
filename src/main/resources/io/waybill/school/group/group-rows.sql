-- The groups of the export, each with the row of the target that it is, or will be. "was" are the days that this had before.
CREATE UNLOGGED TABLE {work}.group_row WITH (autovacuum_enabled = false) AS
WITH asked AS (
    SELECT r.kind, r.id AS source_id, k.by_day, coalesce(m.name, r.name) AS name, m.last AS last_meeting, m.last_at, m.last_key,
           CASE WHEN k.lasting THEN f.perpetual_era_id ELSE f.era_id END AS era_id,
           CASE WHEN r.kind <> 'automatic' THEN f.datasource_id END AS datasource_id,
           -- a week of activities begins on Sunday
           CASE WHEN k.by_day THEN greatest(m.first - extract(dow FROM m.first)::integer, f.era_first)
                ELSE coalesce(r.first, f.start) END AS first,
           r.first IS NOT NULL AS dated,
           CASE WHEN NOT k.lasting THEN coalesce(r.last, f.era_last) + 1 END AS until,
           u.id AS owner_id, coalesce(r.shared AND u.publishes_groups, false) AS make_public,
           CASE WHEN r.kind = 'tutor' THEN nullif(r.house, '') END AS house,
           CASE WHEN r.kind = 'tutor' THEN t.id END AS tutor_id,
           r.kind = 'tutor' AND r.tutor IS NOT NULL AND t.source_id IS NULL AS tutor_unknown,
           CASE WHEN r.kind = 'tutor' THEN r.start_year END AS start_year,
           CASE WHEN r.kind = 'teaching' THEN s.id END AS subject_id,
           CASE WHEN r.kind = 'teaching' THEN r.year END AS yeargroup
    FROM {work}.frame AS f
    CROSS JOIN {work}.group_record AS r
    JOIN {work}.group_kind AS k ON k.kind = r.kind
    LEFT JOIN {work}.group_meetings AS m ON k.by_day AND m.source_id = r.id
    LEFT JOIN {work}.found AS o ON o.kind = 'staff' AND o.source_id = r.owner
    LEFT JOIN users AS u ON u.staff_id = o.id
    LEFT JOIN {work}.found AS t ON t.kind = 'staff' AND t.source_id = r.tutor
    LEFT JOIN {work}.found AS s ON s.kind = 'subject' AND s.source_id = r.subject
    -- a teacher's own group comes with its owner
    WHERE (r.kind <> 'custom' OR u.id IS NOT NULL) AND (NOT k.by_day OR m.first IS NOT NULL)
), existing AS (
    SELECT DISTINCT ON (g.kind, n.key) g.*, n.key
    FROM {work}.frame AS f
    CROSS JOIN {target.groups} AS g
    JOIN {work}.group_kind AS k ON k.kind = g.kind
    CROSS JOIN LATERAL (SELECT CASE WHEN g.kind = 'automatic' THEN g.name ELSE g.source_id END AS key) AS n
    WHERE CASE WHEN g.kind = 'automatic' THEN g.era_id IN (f.perpetual_era_id, f.era_id)
               ELSE g.datasource_id = f.datasource_id
                    AND g.era_id = CASE WHEN k.lasting THEN f.perpetual_era_id ELSE f.era_id END END
    ORDER BY g.kind, n.key, g.era_id = f.perpetual_era_id DESC, g.id
), kept_house AS (
    -- The house of a tutor group is that of its first pupil. When one of its pupils cannot be read, it keeps its house.
    SELECT m.group_id
    FROM {work}.frame AS f
    JOIN {work}.unreadable_link AS u ON u.kind = 'tutor'
    JOIN {target.memberships} AS m ON NOT m.withdrawn AND m.during @> f.start
    LEFT JOIN {work}.found AS e ON e.kind = 'pupil' AND e.source_id = u.pupil
    WHERE u.pupil IS NULL OR e.element_id = m.element_id
    UNION
    SELECT m.group_id
    FROM {work}.frame AS f
    JOIN {work}.rejected AS r ON r.area = 'pupils'
    JOIN {target.pupils} AS p ON p.datasource_id = f.datasource_id AND (r.key IS NULL OR r.key = p.source_id)
    JOIN {target.elements} AS e ON e.pupil_id = p.id
    JOIN {target.memberships} AS m ON m.element_id = e.id AND NOT m.withdrawn AND m.during @> f.start
), dated AS (
    SELECT a.*, e.id AS existing_id, e.during AS was, e.withdrawn AS was_withdrawn, e.name AS was_name, e.house AS was_house,
           e.tutor_id AS was_tutor_id, l.name AS left_name, e.subject_id AS was_subject_id, e.owner_id AS was_owner_id, e.make_public AS was_public,
           e.era_id AS was_era_id, e.start_year AS was_start_year, e.yeargroup AS was_yeargroup, f.start,
           -- a group that has begun keeps its first day: nothing before the effective day changes
           CASE WHEN e.id IS NULL OR e.withdrawn THEN a.first
                WHEN a.by_day THEN least(a.first, l.since)
                WHEN a.dated AND lower(e.during) >= f.start THEN greatest(a.first, f.start)
                ELSE lower(e.during) END AS since
    FROM {work}.frame AS f
    CROSS JOIN asked AS a
    LEFT JOIN existing AS e ON e.kind = a.kind AND e.key = a.source_id
    LEFT JOIN {work}.group_left AS l ON l.group_id = e.id
), named AS (
    SELECT d.*, CASE WHEN d.existing_id IN (SELECT group_id FROM kept_house) THEN d.was_house ELSE d.house END AS in_house,
           -- as long as nobody has said who the tutor of the export is, it is who it was
           CASE WHEN d.tutor_unknown THEN d.was_tutor_id ELSE d.tutor_id END AS tutored_by,
           -- of weeks that come in any order, the latest says what a group is called
           CASE WHEN d.by_day AND d.existing_id IS NOT NULL
                     AND EXISTS (SELECT FROM {work}.target_meeting AS m
                                 WHERE m.group_id = d.existing_id AND NOT m.expected
                                   AND (m.day > d.last_meeting
                                        OR m.day = d.last_meeting AND (m.kept_at, m.kept_key COLLATE "C") > (d.last_at, d.last_key)))
                THEN coalesce(d.left_name, d.was_name) ELSE d.name END AS called,
           CASE WHEN d.until IS NULL OR d.until > d.since THEN daterange(d.since, d.until) ELSE d.was END AS during
    FROM dated AS d
)
SELECT coalesce(n.existing_id,
                top.id + row_number() OVER (PARTITION BY n.existing_id IS NULL ORDER BY n.kind, n.source_id COLLATE "C")) AS id,
       n.kind, n.source_id, n.era_id, n.datasource_id, n.called AS name, n.during, n.owner_id, n.make_public, n.in_house AS house, n.tutored_by AS tutor_id,
       n.start_year, n.subject_id, n.yeargroup, n.by_day, n.dated, n.was, n.was_name,
       n.existing_id IS NULL AS fresh,
       n.existing_id IS NOT NULL AND (n.was_withdrawn OR upper(n.was) <= n.start) IS TRUE AS reborn,
       n.existing_id IS NULL OR n.was_withdrawn OR n.was <> n.during OR n.was_name <> n.called OR n.was_era_id <> n.era_id
       OR n.was_public <> n.make_public
       OR (n.was_owner_id, n.was_house, n.was_tutor_id, n.was_start_year, n.was_subject_id, n.was_yeargroup)
          IS DISTINCT FROM (n.owner_id, n.in_house, n.tutored_by, n.start_year, n.subject_id, n.yeargroup) AS changed
FROM named AS n
CROSS JOIN (SELECT coalesce(max(id), 0) AS id FROM {target.groups}) AS top
WHERE n.during IS NOT NULL;
-- Groups that are in none of the weeks that the export is about, although they were: what is left says since when they are there and what they
-- are called.
INSERT INTO {work}.group_row (id, kind, source_id, era_id, datasource_id, name, during, owner_id, make_public, house, tutor_id, start_year,
                              subject_id, yeargroup, by_day, dated, was, was_name, fresh, reborn, changed)
SELECT g.id, g.kind, g.source_id, g.era_id, g.datasource_id, l.name, daterange(l.since, upper(g.during)), g.owner_id, g.make_public, g.house,
       g.tutor_id, g.start_year, g.subject_id, g.yeargroup, true, false, g.during, g.name, false, false, true
FROM {work}.group_left AS l
JOIN {target.groups} AS g ON g.id = l.group_id
WHERE (l.since <> lower(g.during) OR l.name <> g.name) AND l.name IS NOT NULL AND (upper_inf(g.during) OR l.since < upper(g.during))
  AND EXISTS (SELECT FROM {work}.target_meeting AS t WHERE t.group_id = g.id AND t.expected)
  AND NOT EXISTS (SELECT FROM {work}.group_row AS r WHERE r.id = g.id);
CREATE UNIQUE INDEX ON {work}.group_row (id);
ANALYZE {work}.group_row;

-- Groups of this source and era that the export would have named if they were still there. Groups that are known by their meetings alone end
-- with their era. One whose owner is somebody of whom it is not known who it is has not gone.
INSERT INTO {work}.group_gone (group_id)
SELECT g.id
FROM {work}.frame AS f
CROSS JOIN {target.groups} AS g
JOIN {work}.group_kind AS k ON k.kind = g.kind AND k.whole AND NOT k.by_day AND k.kind <> 'automatic'
WHERE NOT g.withdrawn AND (upper_inf(g.during) OR upper(g.during) > f.start)
  AND g.datasource_id = f.datasource_id AND g.era_id = CASE WHEN k.lasting THEN f.perpetual_era_id ELSE f.era_id END
  AND NOT EXISTS (SELECT FROM {work}.group_row AS r WHERE r.id = g.id)
  AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = k.area AND r.key = g.source_id)
  AND NOT EXISTS (SELECT FROM {work}.group_record AS r
                  WHERE r.kind = g.kind AND r.id = g.source_id AND r.owner IS NOT NULL
                    AND NOT EXISTS (SELECT FROM {work}.found AS o WHERE o.kind = 'staff' AND o.source_id = r.owner));

-- Automatic groups without a basis stay, without members.
CREATE UNLOGGED TABLE {work}.group_emptied WITH (autovacuum_enabled = false) AS
SELECT g.id AS group_id
FROM {work}.frame AS f
CROSS JOIN {target.groups} AS g
JOIN {work}.group_kind AS k ON k.kind = g.kind AND k.whole AND k.kind = 'automatic'
WHERE NOT g.withdrawn AND g.era_id IN (f.perpetual_era_id, f.era_id)
  AND NOT EXISTS (SELECT FROM {work}.group_row AS r WHERE r.id = g.id);

ANALYZE {work}.group_gone, {work}.group_emptied;
