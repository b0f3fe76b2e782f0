-- By group: whether it is new, and how many come and leave.
SELECT r.name, r.fresh, count(c.element_id) FILTER (WHERE m.id IS NULL) AS removed, count(c.element_id) FILTER (WHERE m.id IS NOT NULL) AS added
FROM {work}.extra_row AS r
LEFT JOIN {stage.memberships} AS c ON c.group_id = r.id
LEFT JOIN LATERAL (
    SELECT c.id FROM {work}.frame AS f WHERE NOT c.withdrawn AND c.during @> f.start) AS m ON true
GROUP BY r.place, r.name, r.fresh
ORDER BY r.place
