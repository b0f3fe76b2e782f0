-- The assignments that rows give from a day on, and those that follow from them. What the target knows of a day keeps its tribe.
WITH snapshot AS (
    SELECT DISTINCT ON (a.user_id, a.effective_date) a.*
    FROM {target.assignment} AS a
    JOIN {work}.timeline AS l ON l.user_id = a.user_id AND l.date = a.effective_date
    ORDER BY a.user_id, a.effective_date, a.id DESC
)
INSERT INTO {work}.assigned (user_id, effective, leader_id, team_id, tribe_id, chapter_id, department_id, number)
SELECT l.user_id, l.date, l.leader_id, l.team_id,
       CASE WHEN t.id IS NOT NULL AND t.team_id IS NOT DISTINCT FROM l.team_id THEN t.tribe_id ELSE n.tribe_id END,
       l.chapter_id, l.department_id, coalesce(l.number, 0)
FROM {work}.timeline AS l
LEFT JOIN {work}.team_next AS n ON n.id = l.team_id
LEFT JOIN snapshot AS t ON t.user_id = l.user_id AND t.effective_date = l.date
WHERE l.date < 'infinity'
  AND (NOT l.known OR (l.leader_id, l.team_id, l.chapter_id, l.department_id)
                      IS DISTINCT FROM (t.leader_id, t.team_id, t.chapter_id, t.department_id))
