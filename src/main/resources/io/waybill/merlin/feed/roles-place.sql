-- The organization or tribe whose role a user gets: the user's organization, or the tribe of the user's team.
UPDATE {work}.wanted_user AS w
SET role_at = CASE w.role_model
        WHEN 'organization' THEN coalesce(w.next_organization,
            (SELECT min(id) FROM {work}.entity WHERE kind = 'organization' HAVING count(*) = 1))
        ELSE (SELECT tribe_id FROM {work}.team_next AS n WHERE n.id = w.next_team) END
WHERE NOT w.skipped AND w.role > '';

INSERT INTO {work}.row_fault
SELECT number, 'role', 'role-without-' || role_model, role,
       CASE role_model WHEN 'organization' THEN 'a user of an organization, or only one organization'
                       ELSE 'a user whose team belongs to a tribe' END,
       NULL, NULL
FROM {work}.wanted_user
WHERE NOT skipped AND role > '' AND role_at IS NULL
