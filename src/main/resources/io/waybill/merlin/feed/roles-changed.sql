-- The roles that change hands, for people.
SELECT r.number, r.role, e.name AS place, r.former, r.holder
FROM {work}.role_next AS r
JOIN {work}.entity AS e ON e.kind = r.model AND e.id = r.place
ORDER BY r.model, r.role, e.name, e.id
