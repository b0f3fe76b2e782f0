-- What the members of groups lose and gain, in days.
CREATE UNLOGGED TABLE {work}.member_difference WITH (autovacuum_enabled = false) AS
WITH pair AS (
    SELECT DISTINCT group_id, element_id FROM {stage.memberships}
), before AS (
    SELECT m.group_id, m.element_id, range_agg(m.during) AS days
    FROM pair AS p
    JOIN {target.memberships} AS m ON m.group_id = p.group_id AND m.element_id = p.element_id AND NOT m.withdrawn AND NOT m.inverse
    GROUP BY m.group_id, m.element_id
), after AS (
    SELECT m.group_id, m.element_id, range_agg(m.during) AS days
    FROM pair AS p
    JOIN {work}.memberships_now AS m ON m.group_id = p.group_id AND m.element_id = p.element_id AND NOT m.withdrawn AND NOT m.inverse
    GROUP BY m.group_id, m.element_id
)
SELECT p.group_id, p.element_id, coalesce(b.days, '{}') - coalesce(a.days, '{}') AS lost, coalesce(a.days, '{}') - coalesce(b.days, '{}') AS gained
FROM pair AS p
LEFT JOIN before AS b ON b.group_id = p.group_id AND b.element_id = p.element_id
LEFT JOIN after AS a ON a.group_id = p.group_id AND a.element_id = p.element_id;
ANALYZE {work}.member_difference
