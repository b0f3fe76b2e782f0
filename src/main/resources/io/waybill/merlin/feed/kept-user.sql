-- Relations of users that the target keeps although a row has another one.
INSERT INTO {work}.kept (number, field, has, wanted)
SELECT w.number, r.field, r.has, r.wanted
FROM {work}.wanted_user AS w
JOIN {target.user} AS t ON t.id = w.id
CROSS JOIN LATERAL (VALUES
    ('team', (SELECT name FROM {target.team} WHERE id = t.team_id), w.team, t.team_id, w.team_id),
    ('chapter', (SELECT name FROM {target.chapter} WHERE id = t.chapter_id), w.chapter, t.chapter_id, w.chapter_id),
    ('leader', (SELECT email FROM {target.user} WHERE id = t.leader_id), w.leader, t.leader_id, w.leader_id),
    ('agile_coach', (SELECT email FROM {target.user} WHERE id = t.agile_coach_id), w.coach, t.agile_coach_id, w.coach_id),
    ('organization', (SELECT name FROM {target.organization} WHERE id = t.organization_id), w.organization, t.organization_id,
     w.organization_id),
    ('tribe', (SELECT name FROM {target.department} WHERE id = t.department_id),
     (SELECT d.name FROM {target.department} AS d JOIN {work}.tribe_next AS n ON n.department_id = d.id WHERE n.id = w.tribe_id),
     t.department_id,
     CASE WHEN coalesce(w.team, '') = '' THEN (SELECT department_id FROM {work}.tribe_next AS n WHERE n.id = w.tribe_id) END)
) AS r (field, has, wanted, has_id, wanted_id)
WHERE NOT w.skipped AND r.wanted_id IS NOT NULL AND r.has_id IS DISTINCT FROM r.wanted_id
  AND CASE WHEN r.field IN ('agile_coach', 'organization') THEN w.past ELSE w.moves END IS FALSE
  AND r.has_id IS NOT NULL AND NOT current_setting('waybill.force_update')::boolean
