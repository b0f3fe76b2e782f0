-- What rows with a day have otherwise than the target: on that day, and today where no later assignment is known.
INSERT INTO {work}.kept (number, field, has, wanted)
SELECT DISTINCT d.number, r.field, e.name, r.wanted
FROM {work}.dated AS d
JOIN (SELECT user_id, max(date) AS latest FROM {work}.timeline WHERE date < 'infinity' GROUP BY user_id) AS last
     ON last.user_id = d.user_id
JOIN {work}.timeline AS l ON l.user_id = d.user_id
     AND (l.date = d.effective OR l.date = 'infinity' AND d.effective = last.latest)
CROSS JOIN LATERAL (VALUES
    ('team', 'team', l.team_id, d.team_id, d.team), ('chapter', 'chapter', l.chapter_id, d.chapter_id, d.chapter),
    ('leader', 'user', l.leader_id, d.leader_id, d.leader)
) AS r (field, kind, has_id, wanted_id, wanted)
LEFT JOIN {work}.entity AS e ON e.kind = r.kind AND e.id = r.has_id AND NOT e.alias
WHERE r.wanted_id IS NOT NULL AND r.has_id IS DISTINCT FROM r.wanted_id;

-- Coaches and organizations have no history.
INSERT INTO {work}.kept (number, field, has, wanted)
SELECT w.number, r.field, e.name, r.wanted
FROM {work}.wanted_user AS w
CROSS JOIN LATERAL (VALUES
    ('agile_coach', 'user', w.next_coach, w.coach_id, w.coach),
    ('organization', 'organization', w.next_organization, w.organization_id, w.organization)
) AS r (field, kind, has_id, wanted_id, wanted)
LEFT JOIN {work}.entity AS e ON e.kind = r.kind AND e.id = r.has_id AND NOT e.alias
WHERE NOT w.skipped AND w.past AND r.wanted IS NOT NULL AND r.has_id IS DISTINCT FROM r.wanted_id
UNION ALL
SELECT m.number, r.field, r.has, r.wanted
FROM {work}.wanted_move AS m
JOIN {work}.wanted_user AS w ON w.key = m.key AND NOT w.skipped
LEFT JOIN {work}.entity AS o ON o.kind = 'organization' AND o.id = w.next_organization
LEFT JOIN {work}.entity AS c ON c.kind = 'user' AND c.id = w.next_coach AND NOT c.alias
CROSS JOIN LATERAL (VALUES ('agile_coach', c.name, m.coach), ('organization', o.name, m.organization)) AS r (field, has, wanted)
WHERE NOT m.skipped AND r.wanted IS NOT NULL AND lower(r.wanted) <> lower(coalesce(r.has, ''))
