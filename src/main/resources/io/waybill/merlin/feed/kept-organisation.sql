INSERT INTO {work}.kept (number, field, has, wanted)
SELECT w.number, r.field, r.has, r.wanted
FROM {work}.wanted_chapter AS w
JOIN {target.chapter} AS t ON t.id = w.id
CROSS JOIN LATERAL (VALUES
    ('chapter_leader_email', (SELECT email FROM {target.user} WHERE id = t.leader_id), w.leader, t.leader_id, w.leader_id),
    ('chapter_department', (SELECT name FROM {target.department} WHERE id = t.department_id), w.department, t.department_id,
     w.department_id)
) AS r (field, has, wanted, has_id, wanted_id)
WHERE NOT w.skipped AND r.has_id <> r.wanted_id AND NOT current_setting('waybill.force_update')::boolean;

INSERT INTO {work}.kept (number, field, has, wanted)
SELECT w.number, r.field, r.has, r.wanted
FROM {work}.wanted_tribe AS w
JOIN {target.tribe} AS t ON t.id = w.id
CROSS JOIN LATERAL (VALUES
    ('tribe_category', t.category, nullif(w.category, ''), t.category, nullif(w.category, '')),
    ('tribe_department', (SELECT name FROM {target.department} WHERE id = t.department_id), w.department, t.department_id::text,
     w.department_id::text)
) AS r (field, has, wanted, has_id, wanted_id)
WHERE NOT w.skipped AND r.has_id <> r.wanted_id AND NOT (w.follows AND r.field = 'tribe_department')
  AND NOT current_setting('waybill.force_update')::boolean;

INSERT INTO {work}.kept (number, field, has, wanted)
SELECT w.number, r.field, r.has, r.wanted
FROM {work}.wanted_team AS w
JOIN {target.team} AS t ON t.id = w.id
CROSS JOIN LATERAL (VALUES
    ('team_category', t.category, nullif(w.category, ''), t.category, nullif(w.category, '')),
    ('team_tribe_name', (SELECT name FROM {target.tribe} WHERE id = t.tribe_id), w.tribe, t.tribe_id::text, w.tribe_id::text),
    ('team_leader_email', (SELECT email FROM {target.user} WHERE id = t.leader_id), w.leader, t.leader_id::text, w.leader_id::text),
    ('team_department', (SELECT name FROM {target.department} WHERE id = t.department_id), w.department, t.department_id::text,
     w.department_id::text)
) AS r (field, has, wanted, has_id, wanted_id)
WHERE NOT w.skipped AND r.has_id <> r.wanted_id AND NOT (w.follows AND r.field = 'team_department')
  AND NOT current_setting('waybill.force_update')::boolean
