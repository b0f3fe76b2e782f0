-- The assignments of users whose rows give a day, one after the other: those that the target knows together with those of the rows. A value
-- holds from its day until another one is given. On a day that the target knows, its values are kept like any relation, except those that
-- were only carried on to it, and that are still as on the day before it; so is the row of the user where it differs from what the target
-- knows last.
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
), carried AS (
    SELECT k.*, coalesce('leader' = ANY (r.carried), false) AND k.leader_id IS NOT DISTINCT FROM k.former_leader AS leader_carried,
           coalesce('team' = ANY (r.carried), false) AND k.team_id IS NOT DISTINCT FROM k.former_team AS team_carried,
           coalesce('chapter' = ANY (r.carried), false) AND k.chapter_id IS NOT DISTINCT FROM k.former_chapter AS chapter_carried,
           -- Who has chosen another team in the application has also left, or chosen, its department.
           coalesce('department' = ANY (r.carried), false) AND k.department_id IS NOT DISTINCT FROM k.former_department
               AND (NOT 'team' = ANY (r.carried) OR k.team_id IS NOT DISTINCT FROM k.former_team) AS department_carried,
           r.said
    FROM known AS k
    LEFT JOIN {work}.remembered AS r ON r.user_id = k.user_id AND r.date = k.date
), kept AS (
    SELECT user_id, date,
           NOT leader_carried AND (coalesce(leader_id, former_leader) IS NOT NULL OR coalesce('leader' = ANY (said), false)) AS leader_given,
           CASE WHEN NOT leader_carried THEN leader_id END AS leader_id,
           NOT team_carried AND (coalesce(team_id, former_team) IS NOT NULL OR coalesce('team' = ANY (said), false)) AS team_given,
           CASE WHEN NOT team_carried THEN team_id END AS team_id, NOT team_carried AS team_stays,
           NOT chapter_carried AND (coalesce(chapter_id, former_chapter) IS NOT NULL OR coalesce('chapter' = ANY (said), false))
               AS chapter_given,
           CASE WHEN NOT chapter_carried THEN chapter_id END AS chapter_id,
           NOT department_carried AND coalesce(department_id, former_department) IS NOT NULL AS department_given,
           CASE WHEN NOT department_carried THEN department_id END AS department_id
    FROM carried
), last AS (
    SELECT DISTINCT ON (user_id) * FROM snapshot ORDER BY user_id, date DESC
), met AS (
    SELECT coalesce(k.user_id, d.user_id) AS user_id, coalesce(k.date, d.effective) AS date, k.user_id IS NOT NULL AS known, d.number,
           k.leader_given, k.leader_id AS known_leader, d.leader, d.leader_id, k.team_given, k.team_id AS known_team, k.team_stays, d.team,
           d.team_id, k.chapter_given, k.chapter_id AS known_chapter, d.chapter, d.chapter_id, k.department_given, k.department_id,
           CASE WHEN d.team > '' THEN {work}.relation(k.team_id, d.team_id, false) END AS of_team,
           CASE WHEN d.tribe > '' AND coalesce(d.team, '') = '' THEN d.tribe_id END AS of_tribe
    FROM kept AS k
    FULL JOIN {work}.dated AS d ON d.user_id = k.user_id AND d.effective = k.date
), moment AS (
    SELECT m.user_id, m.date, m.known, m.number,
           coalesce(m.leader_given, false) OR m.leader IS NOT NULL AS leader_given,
           {work}.relation(m.known_leader, m.leader_id, m.leader = '') AS leader_id,
           coalesce(m.team_given, false) OR m.team IS NOT NULL AS team_given,
           {work}.relation(m.known_team, m.team_id, m.team = '') AS team_id,
           coalesce(m.chapter_given, false) OR m.chapter IS NOT NULL AS chapter_given,
           {work}.relation(m.known_chapter, m.chapter_id, m.chapter = '') AS chapter_id,
           coalesce(m.department_given, false) AS department_given, m.department_id,
           coalesce(n.department_id, b.department_id) AS of_row, m.known_team, coalesce(m.team_stays, false) AS team_stays
    FROM met AS m
    LEFT JOIN {work}.team_next AS n ON n.id = m.of_team
    LEFT JOIN {work}.tribe_next AS b ON b.id = m.of_tribe
    UNION ALL
    SELECT p.user_id, 'infinity', false, NULL,
           t.leader_id IS DISTINCT FROM l.leader_id AND NOT (o.overwrites AND o.leader IS NOT NULL), t.leader_id,
           t.team_id IS DISTINCT FROM l.team_id AND NOT (o.overwrites AND o.team IS NOT NULL), t.team_id,
           t.chapter_id IS DISTINCT FROM l.chapter_id AND NOT (o.overwrites AND o.chapter IS NOT NULL), t.chapter_id,
           t.department_id IS DISTINCT FROM l.department_id, t.department_id, NULL, t.team_id, true
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
    SELECT p.*, team_then IS DISTINCT FROM CASE WHEN team_stays THEN known_team ELSE lag(team_then) OVER in_time END
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
