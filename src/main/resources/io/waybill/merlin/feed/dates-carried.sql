-- Rows with a day that end at a later day which the target knows, and which has the value from before the row. Whether a row gave that value
-- then, or left it blank so that it was carried on, is not in the target, nor remembered from an earlier waybill.
WITH snapshot AS (
    SELECT DISTINCT ON (a.user_id, a.effective_date) a.user_id, a.effective_date AS date, a.leader_id, a.team_id, a.chapter_id
    FROM {target.assignment} AS a
    JOIN (SELECT DISTINCT user_id FROM {work}.dated) AS p ON p.user_id = a.user_id
    ORDER BY a.user_id, a.effective_date, a.id DESC
), known AS (
    SELECT s.*, row_number() OVER (PARTITION BY user_id ORDER BY date) AS place FROM snapshot AS s
), given AS (
    SELECT m.user_id, m.date, m.number, count(*) FILTER (WHERE m.known) OVER (PARTITION BY m.user_id ORDER BY m.date) AS before
    FROM (SELECT user_id, date, NULL::bigint AS number, true AS known FROM known
          UNION ALL
          -- A row of a day that the target knows changes nothing there.
          SELECT d.user_id, d.effective, d.number, false
          FROM {work}.dated AS d
          WHERE NOT EXISTS (SELECT FROM known AS k WHERE k.user_id = d.user_id AND k.date = d.effective)) AS m
)
SELECT count(DISTINCT g.number)
FROM given AS g
JOIN {work}.dated AS d ON d.number = g.number
JOIN known AS former ON former.user_id = g.user_id AND former.place = g.before
JOIN known AS later ON later.user_id = g.user_id AND later.place = g.before + 1
LEFT JOIN {work}.remembered AS r ON r.user_id = later.user_id AND r.date = later.date
CROSS JOIN LATERAL (VALUES
    ('leader', former.leader_id, d.leader_id, later.leader_id), ('team', former.team_id, d.team_id, later.team_id),
    ('chapter', former.chapter_id, d.chapter_id, later.chapter_id)
) AS of_field (name, before, given, after)
WHERE of_field.given <> of_field.after AND of_field.before = of_field.after
  AND NOT coalesce(of_field.name = ANY (r.said || r.carried), false)
