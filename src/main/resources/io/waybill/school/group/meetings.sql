-- Groups of activities whose members are known by days: within "days" of a group, its members are those of wanted_days.
CREATE UNLOGGED TABLE {work}.stretch (group_id bigint, days datemultirange) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.wanted_days (group_id bigint, element_id bigint, days datemultirange) WITH (autovacuum_enabled = false);

-- Where members have days of their own, or are there as long as the group is: from the effective day on.
INSERT INTO {work}.stretch (group_id, days)
SELECT g.id, datemultirange(daterange(greatest(f.start, lower(g.during)), upper(g.during)))
FROM {work}.frame AS f
JOIN {work}.group_row AS g ON g.kind = 'other half' AND NOT g.by_day
WHERE upper(g.during) > f.start;

INSERT INTO {work}.wanted_days (group_id, element_id, days)
SELECT s.group_id, e.element_id,
       range_agg(CASE WHEN m.last < m.first THEN 'empty'::daterange ELSE daterange(m.first, m.last + 1) END) * s.days
FROM {work}.group_row AS g
JOIN {work}.stretch AS s ON s.group_id = g.id
JOIN {work}.member AS m ON m.group_kind = g.kind AND m.group_id = g.source_id
JOIN {work}.found AS e ON e.kind = m.kind AND e.source_id = m.id AND e.element_id IS NOT NULL
GROUP BY s.group_id, e.element_id, s.days;

-- Where each occurrence says who is there: the occurrence that counts on a day is its latest.
CREATE UNLOGGED TABLE {work}.meeting WITH (autovacuum_enabled = false) AS
SELECT DISTINCT ON (g.id, o.day) g.id AS group_id, o.day, o.key AS occurrence, (o.day + o.starts) AT TIME ZONE f.zone AS starts_at
FROM {work}.frame AS f
CROSS JOIN {work}.group_row AS g
JOIN {work}.occurrence AS o ON o.group_kind = g.kind AND o.group_id = g.source_id
WHERE g.by_day AND g.during @> o.day
  AND EXISTS (SELECT FROM {work}.activity_days AS a WHERE o.day BETWEEN a.first AND a.last)
ORDER BY g.id, o.day, o.starts DESC, o.key COLLATE "C" DESC;

-- Where a later one of that day stays in the target although it cannot be used, so does the day.
CREATE UNLOGGED TABLE {work}.day_kept WITH (autovacuum_enabled = false) AS
SELECT m.group_id, m.day
FROM {work}.meeting AS m
JOIN {work}.target_meeting AS t ON t.group_id = m.group_id AND t.day = m.day
WHERE (t.kept_at, t.kept_key COLLATE "C") > (m.starts_at, m.occurrence);
DELETE FROM {work}.meeting AS m USING {work}.day_kept AS k WHERE k.group_id = m.group_id AND k.day = m.day;

-- The days at which something may change. Occurrences of the export hold until the next day of these. Those that only the target has (other)
-- stand for themselves: what comes after them stays as it is. Where the days of the export begin, members stay as they were the day before,
-- until the first occurrence.
CREATE UNLOGGED TABLE {work}.meeting_piece WITH (autovacuum_enabled = false) AS
WITH affected AS (
    -- also the days on which a group was there before
    SELECT g.id AS group_id, daterange(least(lower(r.was), lower(g.during)), upper(g.during)) AS during
    FROM {work}.groups_now AS g
    LEFT JOIN {work}.group_row AS r ON r.id = g.id
    WHERE g.id IN (SELECT group_id FROM {work}.meeting UNION ALL SELECT group_id FROM {work}.target_meeting WHERE expected)
      AND NOT g.withdrawn
), point AS (
    SELECT DISTINCT ON (p.group_id, p.day) p.group_id, p.day, p.what, p.occurrence
    FROM (
        SELECT group_id, day, 'meeting' AS what, occurrence, 1 AS place FROM {work}.meeting
        UNION ALL
        SELECT group_id, day, 'other', NULL, 2 FROM {work}.target_meeting WHERE NOT expected
        UNION ALL
        SELECT f.group_id, greatest(a.first, lower(f.during)), 'begin', NULL, 3
        FROM affected AS f
        JOIN {work}.activity_days AS a ON a.last >= lower(f.during)
    ) AS p
    JOIN affected AS f ON f.group_id = p.group_id AND f.during @> p.day
    ORDER BY p.group_id, p.day, p.place
), kept AS (
    SELECT p.group_id, p.day, p.what, p.occurrence
    FROM (SELECT p.*, lag(p.what) OVER (PARTITION BY p.group_id ORDER BY p.day) AS before FROM point AS p) AS p
    WHERE p.what <> 'begin' OR coalesce(p.before, 'other') = 'other'
)
SELECT k.group_id, k.day, k.what, k.occurrence,
       daterange(k.day, coalesce(lead(k.day) OVER (PARTITION BY k.group_id ORDER BY k.day), upper(a.during))) AS during
FROM kept AS k
JOIN affected AS a ON a.group_id = k.group_id;
DELETE FROM {work}.meeting_piece WHERE what = 'other';
ANALYZE {work}.meeting_piece;

INSERT INTO {work}.stretch (group_id, days) SELECT group_id, range_agg(during) FROM {work}.meeting_piece GROUP BY group_id;

INSERT INTO {work}.wanted_days (group_id, element_id, days)
SELECT w.group_id, w.element_id, range_agg(w.during)
FROM (
    SELECT p.group_id, e.element_id, p.during
    FROM {work}.meeting_piece AS p
    JOIN {work}.occurrence_member AS m ON m.occurrence = p.occurrence
    JOIN {work}.found AS e ON e.kind = 'pupil' AND e.source_id = m.pupil AND e.element_id IS NOT NULL
    UNION ALL
    SELECT p.group_id, m.element_id, p.during
    FROM {work}.meeting_piece AS p
    JOIN {work}.memberships_now AS m ON m.group_id = p.group_id AND NOT m.withdrawn AND NOT m.inverse AND m.during @> p.day - 1
    JOIN {work}.owned AS o ON o.element_id = m.element_id
    WHERE p.what = 'begin'
) AS w
GROUP BY w.group_id, w.element_id;
-- Who may be meant by rows that cannot be read keeps the days that are there.
CREATE UNLOGGED TABLE {work}.kept_days WITH (autovacuum_enabled = false) AS
WITH link AS (
    SELECT u.kind, u.id, u.pupil, e.element_id
    FROM {work}.unreadable_link AS u
    LEFT JOIN {work}.found AS e ON e.kind = 'pupil' AND e.source_id = u.pupil
    UNION ALL
    SELECT k.kind, NULL, NULL, NULL
    FROM (VALUES ('other half'), ('occurrence')) AS k (kind)
    WHERE EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'other half' AND r.key IS NULL)
      -- of weeks that come alone, what the calendar has of such an occurrence stays, and holds for its own days
      AND (k.kind <> 'occurrence' OR NOT (SELECT bool_or(alone) FROM {work}.activity_days))
)
SELECT k.group_id, k.element_id, range_agg(k.during) AS days
FROM (
    SELECT m.group_id, m.element_id, m.during
    FROM link AS l
    JOIN {work}.group_row AS g ON g.kind = l.kind AND NOT g.by_day AND (l.id IS NULL OR l.id = g.source_id)
    JOIN {work}.memberships_now AS m ON m.group_id = g.id AND NOT m.withdrawn AND NOT m.inverse AND (l.pupil IS NULL OR m.element_id = l.element_id)
    UNION ALL
    SELECT m.group_id, m.element_id, m.during * p.during
    FROM link AS l
    JOIN {work}.meeting_piece AS p ON l.kind = 'occurrence' AND p.occurrence IS NOT NULL AND l.id IS NULL
    JOIN {work}.memberships_now AS m ON m.group_id = p.group_id AND NOT m.withdrawn AND NOT m.inverse AND m.during && p.during
                                    AND (l.pupil IS NULL OR m.element_id = l.element_id)
) AS k
GROUP BY k.group_id, k.element_id;
CREATE UNIQUE INDEX ON {work}.stretch (group_id);
ANALYZE {work}.stretch, {work}.wanted_days, {work}.kept_days;
