-- The assignments of users whose rows give a day, one after the other: those that the target knows together with those of the rows. A value
-- holds from its day until another one is given. On a day that the target knows, its values are kept like any relation; so is the row of
-- the user where it differs from what the target knows last.
DELETE FROM {work}.dated;
INSERT INTO {work}.dated
SELECT number, id, effective, leader, leader_id, team, team_id, chapter, chapter_id, tribe, tribe_id
FROM {work}.wanted_user
WHERE NOT skipped AND effective IS NOT NULL AND coalesce(leader, team, chapter, tribe) IS NOT NULL
UNION ALL
SELECT m.number, w.id, m.effective, m.leader, m.leader_id, m.team, m.team_id, m.chapter, m.chapter_id, m.tribe, m.tribe_id
FROM {work}.wanted_move AS m
JOIN {work}.wanted_user AS w ON w.key = m.key AND NOT w.skipped
WHERE NOT m.skipped AND coalesce(m.leader, m.team, m.chapter, m.tribe) IS NOT NULL;
ANALYZE {work}.dated;

DELETE FROM {work}.timeline;

INSERT INTO {work}.timeline (user_id, date, known, number, leader_id, team_id, chapter_id, department_id)
WITH person AS (
    SELECT user_id, max(effective) AS latest FROM {work}.dated GROUP BY user_id
), snapshot AS (
    SELECT DISTINCT ON (a.user_id, a.effective_date) a.user_id, a.effective_date AS date, a.leader_id, a.team_id, a.chapter_id,
           a.department_id
    FROM {target.assignment} AS a
    JOIN person AS p ON p.user_id = a.user_id
    ORDER BY a.user_id, a.effective_date, a.id DESC
), known AS (
    SELECT s.*, lag(leader_id) OVER in_time AS former_leader, lag(team_id) OVER in_time AS former_team,
           lag(chapter_id) OVER in_time AS former_chapter, lag(department_id) OVER in_time AS former_department
    FROM snapshot AS s
    WINDOW in_time AS (PARTITION BY user_id ORDER BY date)
), last AS (
    SELECT DISTINCT ON (user_id) * FROM snapshot ORDER BY user_id, date DESC
), met AS (
    SELECT coalesce(k.user_id, d.user_id) AS user_id, coalesce(k.date, d.effective) AS date, k.user_id IS NOT NULL AS known, d.number,
           k.leader_id AS known_leader, k.former_leader, d.leader, d.leader_id, k.team_id AS known_team, k.former_team, d.team, d.team_id,
           k.chapter_id AS known_chapter, k.former_chapter, d.chapter, d.chapter_id, k.department_id, k.former_department,
           CASE WHEN d.team > '' THEN {work}.relation(k.team_id, d.team_id, false) END AS of_team,
           CASE WHEN d.tribe > '' AND coalesce(d.team, '') = '' THEN d.tribe_id END AS of_tribe
    FROM known AS k
    FULL JOIN {work}.dated AS d ON d.user_id = k.user_id AND d.effective = k.date
), moment AS (
    SELECT m.user_id, m.date, m.known, m.number,
           coalesce(m.known_leader, m.former_leader) IS NOT NULL OR m.leader IS NOT NULL AS leader_given,
           {work}.relation(m.known_leader, m.leader_id, m.leader = '') AS leader_id,
           coalesce(m.known_team, m.former_team) IS NOT NULL OR m.team IS NOT NULL AS team_given,
           {work}.relation(m.known_team, m.team_id, m.team = '') AS team_id,
           coalesce(m.known_chapter, m.former_chapter) IS NOT NULL OR m.chapter IS NOT NULL AS chapter_given,
           {work}.relation(m.known_chapter, m.chapter_id, m.chapter = '') AS chapter_id,
           coalesce(m.department_id, m.former_department) IS NOT NULL AS department_given, m.department_id,
           coalesce(n.department_id, b.department_id) AS of_row, m.known_team
    FROM met AS m
    LEFT JOIN {work}.team_next AS n ON n.id = m.of_team
    LEFT JOIN {work}.tribe_next AS b ON b.id = m.of_tribe
    UNION ALL
    SELECT p.user_id, 'infinity', false, NULL,
           t.leader_id IS DISTINCT FROM l.leader_id AND NOT (o.overwrites AND o.leader IS NOT NULL), t.leader_id,
           t.team_id IS DISTINCT FROM l.team_id AND NOT (o.overwrites AND o.team IS NOT NULL), t.team_id,
           t.chapter_id IS DISTINCT FROM l.chapter_id AND NOT (o.overwrites AND o.chapter IS NOT NULL), t.chapter_id,
           t.department_id IS DISTINCT FROM l.department_id, t.department_id, NULL, t.team_id
    FROM person AS p
    LEFT JOIN {target.user} AS t ON t.id = p.user_id
    LEFT JOIN last AS l ON l.user_id = p.user_id
    LEFT JOIN LATERAL (
        SELECT d.leader, d.team, d.chapter,
               current_setting('waybill.force_update')::boolean AND (l.date IS NULL OR d.effective >= l.date) AS overwrites
        FROM {work}.dated AS d
        WHERE d.user_id = p.user_id AND d.effective = p.latest) AS o ON true
), counted AS (
    SELECT m.*, count(*) FILTER (WHERE leader_given) OVER in_time AS leader_part, count(*) FILTER (WHERE team_given) OVER in_time AS team_part,
           count(*) FILTER (WHERE chapter_given) OVER in_time AS chapter_part
    FROM moment AS m
    WINDOW in_time AS (PARTITION BY user_id ORDER BY date)
), placed AS (
    SELECT c.*, first_value(leader_id) OVER (PARTITION BY user_id, leader_part ORDER BY date) AS leader_then,
           first_value(team_id) OVER (PARTITION BY user_id, team_part ORDER BY date) AS team_then,
           first_value(chapter_id) OVER (PARTITION BY user_id, chapter_part ORDER BY date) AS chapter_then
    FROM counted AS c
), moved AS (
    SELECT p.*, team_then IS DISTINCT FROM CASE WHEN known OR date = 'infinity' THEN known_team ELSE lag(team_then) OVER in_time END
                OR current_setting('waybill.force_update')::boolean AS overwritten
    FROM placed AS p
    WINDOW in_time AS (PARTITION BY user_id ORDER BY date)
), housed AS (
    SELECT m.*, CASE WHEN date = 'infinity' THEN department_given AND team_then IS NOT DISTINCT FROM known_team
                     ELSE department_given OR of_row IS NOT NULL AND overwritten END AS department_new,
           CASE WHEN of_row IS NOT NULL AND (department_id IS NULL OR overwritten) THEN of_row ELSE department_id END AS department_now
    FROM moved AS m
), parted AS (
    SELECT h.*, count(*) FILTER (WHERE department_new) OVER (PARTITION BY user_id ORDER BY date) AS department_part
    FROM housed AS h
)
SELECT user_id, date, known, number, leader_then, team_then, chapter_then,
       coalesce(first_value(department_now) OVER (PARTITION BY user_id, department_part ORDER BY date), of_row)
FROM parted;

ANALYZE {work}.timeline;

UPDATE {work}.wanted_user AS w
SET moves = true, next_leader = l.leader_id, next_team = l.team_id, next_chapter = l.chapter_id, next_department = l.department_id
FROM {work}.timeline AS l
WHERE l.user_id = w.id AND l.date = 'infinity' AND NOT w.skipped
