-- Users who are created because an option allows it have only an address.
UPDATE {stage.user} AS s
SET email = e.name, username = e.name, name = split_part(e.name, '@', 1)
FROM {work}.entity AS e
WHERE e.kind = 'user' AND e.id = s.id AND e.made;

UPDATE {stage.user} AS s
SET email = CASE WHEN w.fresh OR w.renamed THEN w.email ELSE s.email END,
    -- A login name that is the address follows it.
    username = CASE WHEN w.fresh OR w.renamed AND lower(s.username) = lower(s.email) THEN w.email ELSE s.username END,
    name = coalesce(w.name, s.name),
    gmail = coalesce(w.gmail, s.gmail),
    phone = coalesce(w.phone, s.phone),
    is_active = coalesce(w.active, s.is_active),
    -- The department of the team that the row names, otherwise of the tribe; used when that is new, or the user has none.
    department_id = CASE
        WHEN w.moves THEN w.next_department
        WHEN s.department_id IS NULL OR w.next_team IS DISTINCT FROM s.team_id
             OR current_setting('waybill.force_update')::boolean
        THEN coalesce(CASE WHEN w.team > '' THEN (SELECT department_id FROM {work}.team_next AS n WHERE n.id = w.next_team)
                           WHEN w.tribe > '' THEN (SELECT department_id FROM {work}.tribe_next AS n WHERE n.id = w.tribe_id) END,
                      s.department_id)
        ELSE s.department_id END,
    team_id = w.next_team,
    chapter_id = w.next_chapter,
    leader_id = w.next_leader,
    agile_coach_id = w.next_coach,
    organization_id = w.next_organization
FROM {work}.wanted_user AS w
WHERE s.id = w.id AND NOT w.skipped
