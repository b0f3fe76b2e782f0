-- The users whose address changes, and whether they may administrate or hold a role.
SELECT w.number, w.id,
       t.is_superuser OR t.is_staff OR EXISTS (SELECT FROM {work}.role_held AS r WHERE r.holder = w.id) AS powerful
FROM {work}.wanted_user AS w
JOIN {target.user} AS t ON t.id = w.id
WHERE w.renamed AND NOT w.skipped
ORDER BY w.number
