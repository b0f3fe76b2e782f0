-- The elements of pupils are called as they are, with their tutor group.
CREATE UNLOGGED TABLE {work}.pupil_name WITH (autovacuum_enabled = false) AS
SELECT e.id, e.name AS was, n.name, e.pupil_id, e.owned
FROM {work}.frame AS f
JOIN {now.pupils} AS p ON p.datasource_id = f.datasource_id
JOIN {now.elements} AS e ON e.pupil_id = p.id
LEFT JOIN (
    SELECT DISTINCT ON (m.element_id) m.element_id, g.name
    FROM {work}.frame AS f
    CROSS JOIN {work}.groups_now AS g
    JOIN {work}.memberships_now AS m ON m.group_id = g.id AND m.during @> f.start AND NOT m.inverse AND NOT m.withdrawn
    WHERE g.kind = 'tutor' AND NOT g.withdrawn
    ORDER BY m.element_id, g.id DESC
) AS g ON g.element_id = e.id
CROSS JOIN LATERAL (
    SELECT p.name || ' (' || CASE WHEN NOT p.current THEN 'Ex pupil' ELSE coalesce(g.name, 'Pupil') END || ')' AS name) AS n
WHERE e.name <> n.name;

INSERT INTO {stage.elements} (id, name, pupil_id, owned, waybill_offset)
SELECT id, name, pupil_id, owned, 0 FROM {work}.pupil_name
ON CONFLICT (id) DO UPDATE SET name = excluded.name;
