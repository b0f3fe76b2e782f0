-- What else those who stand in have to do at that time, themselves or in a group. Not: what somebody else does for them, what may go on at the
-- same time, what does not take place, and for staff who may cover several lessons at once, anything.
WITH RECURSIVE cover AS (
    SELECT p.source_id, p.day, p.event_id, p.element_id, e.starts_at, e.ends_at, e.eventcategory_id, e.body
    FROM {work}.placed_cover AS p
    JOIN {now.events} AS e ON e.id = p.event_id
    JOIN {now.staffs} AS s ON s.id = p.staff_id
    WHERE p.problem IS NULL AND NOT p.non_existent AND NOT s.multicover AND p.element_id <> p.covered_element
), busy AS (
    SELECT source_id, day, element_id FROM cover
    UNION
    SELECT b.source_id, b.day, x.id
    FROM busy AS b
    JOIN {now.memberships} AS m ON m.element_id = b.element_id AND NOT m.withdrawn AND NOT m.inverse AND m.during @> b.day
    JOIN {now.elements} AS x ON x.group_id = m.group_id
), candidate AS MATERIALIZED (
    SELECT DISTINCT v.day, v.event_id, v.body AS cover_body, v.element_id, e.id, e.body,
           t.can_borrow, t.can_merge AND e.eventcategory_id = v.eventcategory_id AND e.starts_at = v.starts_at AND e.ends_at = v.ends_at AS merged
    FROM cover AS v
    JOIN busy AS b ON b.source_id = v.source_id
    JOIN {now.commitments} AS c ON c.element_id = b.element_id AND NOT c.withdrawn AND c.event_id <> v.event_id
    JOIN {now.events} AS e ON e.id = c.event_id AND NOT e.withdrawn AND NOT e.non_existent AND e.starts_at < v.ends_at AND e.ends_at > v.starts_at
    JOIN {now.eventcategories} AS t ON t.id = e.eventcategory_id AND t.busy AND NOT t.unimportant
    LEFT JOIN {now.commitments} AS o ON o.covering_id = c.id AND NOT o.withdrawn
    WHERE o.id IS NULL
), staffed AS (
    SELECT c.event_id, count(*) AS staff
    FROM {now.commitments} AS c
    JOIN {now.elements} AS x ON x.id = c.element_id AND x.staff_id IS NOT NULL
    WHERE NOT c.withdrawn AND c.event_id IN (SELECT n.id FROM candidate AS n WHERE n.can_borrow)
    GROUP BY c.event_id
)
SELECT n.day, n.cover_body, s.initials, n.body
FROM candidate AS n
JOIN {now.elements} AS x ON x.id = n.element_id
JOIN {now.staffs} AS s ON s.id = x.staff_id
LEFT JOIN staffed AS b ON b.event_id = n.id
WHERE NOT n.merged AND NOT (n.can_borrow AND b.staff > 1)
ORDER BY n.day, n.event_id, n.id
