-- The roles that change hands, for people: who held each, and who will, by name and address.
SELECT r.number, r.role, e.name AS place,
       coalesce(nullif(f.name, '') || ' (' || f.email || ')', f.email, 'user ' || r.former) AS former,
       coalesce(nullif(h.name, '') || ' (' || h.email || ')', h.email, 'user ' || r.holder) AS holder
FROM {work}.role_next AS r
JOIN {work}.entity AS e ON e.kind = r.model AND e.id = r.place
LEFT JOIN {target.user} AS f ON f.id = r.former
LEFT JOIN {becomes} AS h ON h.id = r.holder
ORDER BY r.model, r.role, e.name, e.id
