-- Rows that change when the members of groups on a day become those that a source names: DatedGroup.synchronised for all groups at once. A
-- row without id is new. Parameter: the day.
INSERT INTO {changes} (id, group_id, element_id, during, inverse, withdrawn)
WITH dated AS (
    SELECT g.id AS group_id, d.day, upper(g.during) AS group_end
    FROM {groups} AS g
    JOIN {scope} AS s ON s.group_id = g.id
    CROSS JOIN LATERAL (SELECT greatest(?::date, lower(g.during)) AS day) AS d
    WHERE NOT g.withdrawn AND (upper_inf(g.during) OR upper(g.during) > d.day)
), rows AS MATERIALIZED (
    SELECT m.id, m.group_id, m.element_id, m.during, m.inverse, m.withdrawn, d.day,
           NOT m.withdrawn AND m.during @> d.day AS valid
    FROM {memberships} AS m
    JOIN dated AS d ON d.group_id = m.group_id
), missing AS MATERIALIZED (
    SELECT w.group_id, w.element_id, d.day, d.group_end
    FROM {wanted} AS w
    JOIN dated AS d ON d.group_id = w.group_id
    WHERE NOT EXISTS (
        SELECT FROM rows AS r
        WHERE r.group_id = w.group_id AND r.element_id = w.element_id AND r.valid AND NOT r.inverse)
), around AS (
    -- what stands before and after the day: the row that ended the day before, the next one, one that was withdrawn on this very day
    SELECT m.group_id, m.element_id, m.day, m.group_end,
           min(r.id) FILTER (WHERE NOT r.withdrawn AND NOT r.inverse AND upper(r.during) = m.day) AS before_id,
           min(r.id) FILTER (WHERE r.withdrawn AND NOT r.inverse AND lower(r.during) = m.day) AS mark_id,
           (array_agg(r.id ORDER BY lower(r.during)) FILTER (WHERE NOT r.withdrawn AND lower(r.during) > m.day))[1] AS next_id
    FROM missing AS m
    LEFT JOIN rows AS r ON r.group_id = m.group_id AND r.element_id = m.element_id
    GROUP BY m.group_id, m.element_id, m.day, m.group_end
), placed AS (
    SELECT a.group_id, a.element_id, a.day, a.before_id, a.mark_id,
           CASE WHEN NOT n.inverse THEN n.id END AS next_id,
           CASE WHEN n.id IS NULL THEN a.group_end WHEN n.inverse THEN lower(n.during) ELSE upper(n.during) END AS until
    FROM around AS a
    LEFT JOIN rows AS n ON n.id = a.next_id
)
-- the row that goes on: of the day before, the next one, the mark; or none of them
SELECT r.id, p.group_id, p.element_id, daterange(CASE WHEN r.id = p.before_id THEN lower(r.during) ELSE p.day END, p.until), false, false
FROM placed AS p
LEFT JOIN rows AS r ON r.id = coalesce(p.before_id, p.next_id, p.mark_id)
UNION ALL
-- what the row of the day before takes up
SELECT r.id, r.group_id, r.element_id, r.during, false, true
FROM placed AS p
JOIN rows AS r ON r.id = p.next_id
WHERE p.before_id IS NOT NULL
UNION ALL
-- what ends: exclusions of members that the source names, inclusions of its own that it does not name
SELECT r.id, r.group_id, r.element_id,
       CASE WHEN lower(r.during) < r.day THEN daterange(lower(r.during), r.day) ELSE r.during END,
       r.inverse, lower(r.during) = r.day
FROM rows AS r
LEFT JOIN {wanted} AS w ON w.group_id = r.group_id AND w.element_id = r.element_id
LEFT JOIN {owned} AS o ON o.element_id = r.element_id
WHERE r.valid
  AND CASE WHEN r.inverse THEN w.element_id IS NOT NULL ELSE w.element_id IS NULL AND o.element_id IS NOT NULL END
