-- By group: whether it is new or comes back, how many come and leave, and how many the file names.
SELECT r.name, r.fresh, r.reborn,
       count(c.element_id) FILTER (WHERE m.id IS NULL) AS removed, count(c.element_id) FILTER (WHERE m.id IS NOT NULL) AS added,
       (SELECT count(*) FROM {work}.extra_wanted AS w WHERE w.group_id = r.id) AS wanted
FROM {work}.extra_row AS r
LEFT JOIN {stage.memberships} AS c ON c.group_id = r.id
LEFT JOIN LATERAL (
    SELECT c.id FROM {work}.frame AS f WHERE NOT c.withdrawn AND c.during @> f.start) AS m ON true
GROUP BY r.place, r.id, r.name, r.fresh, r.reborn
ORDER BY r.place
