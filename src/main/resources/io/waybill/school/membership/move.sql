-- Rows that change when groups get other days or are withdrawn: DatedGroup.moved for all of them at once.
INSERT INTO {changes} (id, group_id, element_id, during, inverse, withdrawn)
SELECT m.id, m.group_id, m.element_id, CASE WHEN n.withdrawn THEN m.during ELSE n.during END, m.inverse, n.withdrawn
FROM {moved} AS c
JOIN {groups} AS g ON g.id = c.group_id
JOIN {memberships} AS m ON m.group_id = g.id
CROSS JOIN LATERAL (
    SELECT CASE WHEN lower(m.during) = lower(g.during) THEN lower(c.during)
                ELSE greatest(lower(m.during), lower(c.during)) END AS first,
           least(upper(m.during), upper(c.during)) AS until
) AS b
CROSS JOIN LATERAL (
    SELECT CASE WHEN b.until IS NULL OR b.until > b.first THEN daterange(b.first, b.until) END AS during,
           c.withdrawn OR b.until <= b.first IS TRUE AS withdrawn
) AS n
WHERE NOT m.withdrawn AND (n.withdrawn OR n.during <> m.during)
