-- Occurrences of activities with a row about their members that cannot be read do not say who is in their group: whom they name for certain takes
-- part in them by himself. So what comes of it is the same in whatever order weeks come, and nobody leaves the group. What the calendar knows of
-- such an occurrence stays ("kept"): its group with the members of that day, and if it has a group and is on another day now, that it is there.
-- A row that does not name its occurrence may be about any that does not name its pupil. Where weeks come alone, all of these are such
-- occurrences; whom the calendar has in groups at that time depends on which other weeks have come.
CREATE UNLOGGED TABLE {work}.undecided WITH (autovacuum_enabled = false) AS
SELECT o.key, coalesce(e.has_group AND e.local_date <> o.day, false) AS moved, e.id IS NOT NULL AS kept
FROM {work}.frame AS f
CROSS JOIN {work}.occurrence AS o
LEFT JOIN LATERAL (
    SELECT v.id, v.local_date,
           EXISTS (SELECT
                   FROM {target.commitments} AS c
                   JOIN {target.elements} AS x ON x.id = c.element_id AND x.group_id IS NOT NULL
                   WHERE c.event_id = v.id AND c.datasource_id = f.datasource_id AND NOT c.withdrawn) AS has_group
    FROM {target.events} AS v
    WHERE v.eventsource_id = f.eventsource_id AND v.source_key = o.key AND NOT v.withdrawn
      AND v.local_date >= least(f.start, (SELECT min(a.first) FROM {work}.activity_days AS a))
    ORDER BY v.local_date = o.day DESC, v.id
    LIMIT 1) AS e ON true
LEFT JOIN (
    SELECT m.occurrence, count(DISTINCT m.pupil) AS pupils
    FROM {work}.occurrence_member AS m
    WHERE m.pupil IN (SELECT u.pupil FROM {work}.unreadable_link AS u WHERE u.kind = 'occurrence' AND u.id IS NULL)
    GROUP BY m.occurrence) AS named ON named.occurrence = o.key
WHERE (SELECT bool_or(members_by_day) FROM {work}.activity_days)
  AND (o.key IN (SELECT u.id FROM {work}.unreadable_link AS u WHERE u.kind = 'occurrence' AND u.id IS NOT NULL)
       -- one of the pupils of rows that do not name their occurrence or their pupil is not named
       OR (SELECT bool_or(alone) FROM {work}.activity_days)
          AND (SELECT count(*) FROM (SELECT DISTINCT u.pupil FROM {work}.unreadable_link AS u WHERE u.kind = 'occurrence' AND u.id IS NULL) AS d)
              > coalesce(named.pupils, 0));

INSERT INTO {work}.rejected (area, key) SELECT 'other half', key FROM {work}.undecided WHERE moved;
DELETE FROM {work}.occurrence AS o USING {work}.undecided AS u WHERE u.moved AND u.key = o.key;

INSERT INTO {work}.occurrence_pupil (occurrence, pupil)
SELECT m.occurrence, m.pupil FROM {work}.undecided AS u JOIN {work}.occurrence_member AS m ON m.occurrence = u.key WHERE NOT u.moved;
UPDATE {work}.occurrence AS o SET group_kind = NULL, group_id = NULL FROM {work}.undecided AS u WHERE u.key = o.key;
-- whoever and whatever takes part in them stays
INSERT INTO {work}.incomplete (entry) SELECT key FROM {work}.undecided WHERE kept;
ANALYZE {work}.undecided;
