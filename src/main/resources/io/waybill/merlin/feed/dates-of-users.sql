-- A row cannot change assignments in advance: the row of the user is that of today.
INSERT INTO {work}.row_fault
SELECT number, 'effective_date', 'date-in-future', effective::text, 'a day until ' || current_setting('waybill.today'),
       'Drop the row once more on that day.', NULL
FROM {work}.wanted_user
WHERE NOT skipped AND effective > current_setting('waybill.today')::date;

UPDATE {work}.wanted_user AS w SET skipped = true
FROM {work}.row_fault AS f
WHERE f.number = w.number AND f.rule = 'date-in-future';

-- Rows that give one user assignments from several days. Another one without a day could be of any of them.
CREATE UNLOGGED TABLE {work}.several AS
SELECT key, max(effective) AS latest, string_agg(line::text, ', ' ORDER BY number) AS lines
FROM {work}.wanted_user
WHERE NOT skipped AND key IN (SELECT key FROM {work}.wanted_user WHERE NOT skipped AND effective IS NOT NULL
                              GROUP BY key HAVING min(effective) < max(effective))
GROUP BY key;
ANALYZE {work}.several;

INSERT INTO {work}.row_fault
SELECT w.number, 'email', 'rows-disagree', 'lines ' || s.lines, 'a day in effective_date of each row with an assignment',
       'Write the day, or keep only one of the rows.', NULL
FROM {work}.wanted_user AS w
JOIN {work}.several AS s USING (key)
WHERE NOT w.skipped
  AND EXISTS (SELECT FROM {work}.wanted_user AS u
              WHERE u.key = w.key AND NOT u.skipped AND u.effective IS NULL
                AND coalesce(u.team, u.tribe, u.chapter, u.leader, u.coach, u.organization) IS NOT NULL);

INSERT INTO {work}.wanted_move (number, line, email, key, effective, team, team_key, tribe, tribe_key, chapter, chapter_key, leader,
                                leader_key, coach, coach_key, organization)
SELECT number, line, email, key, effective, team, team_key, tribe, tribe_key, chapter, chapter_key, leader, leader_key, coach, coach_key,
       organization
FROM {work}.wanted_user AS w
JOIN {work}.several AS s USING (key)
WHERE NOT w.skipped AND w.effective < s.latest;

ANALYZE {work}.wanted_move;

UPDATE {work}.wanted_user AS w
SET effective = NULL, team = NULL, team_key = NULL, tribe = NULL, tribe_key = NULL, chapter = NULL, chapter_key = NULL, leader = NULL,
    leader_key = NULL, coach = NULL, coach_key = NULL, organization = NULL, organization_key = NULL
FROM {work}.wanted_move AS m
WHERE m.number = w.number
