-- What else those who stand in have to do at that time, themselves or in a group. Not: what somebody else does for them, what may go on at the
-- same time, what does not take place, and for staff who may cover several lessons at once, anything.
WITH RECURSIVE cover AS MATERIALIZED (
    SELECT m.*
    FROM {work}.cover_moment AS m
    JOIN {now.staffs} AS s ON s.id = m.staff_id
    WHERE NOT m.non_existent AND NOT s.multicover AND m.element_id <> m.covered_element
), busy AS (
    SELECT source_id, day, element_id FROM cover
    UNION
    SELECT b.source_id, b.day, x.id
    FROM busy AS b
    JOIN {now.memberships} AS m ON m.element_id = b.element_id AND NOT m.withdrawn AND NOT m.inverse AND m.during @> b.day
    JOIN {now.elements} AS x ON x.group_id = m.group_id
), around AS (
    -- events that may be going on at the time of any cover; "lasting" ones do not end on the day on which they begin
    SELECT e.id, e.day, e.body, e.eventcategory_id, e.starts_at, e.ends_at, (e.ends_at AT TIME ZONE f.zone)::date > e.day AS lasting
    FROM {work}.frame AS f
    CROSS JOIN (
        SELECT s.id, (s.starts_at AT TIME ZONE f.zone)::date AS day, s.body, s.eventcategory_id, s.starts_at, s.ends_at
        FROM {work}.frame AS f
        CROSS JOIN {stage.events} AS s
        WHERE NOT s.withdrawn AND NOT s.non_existent
        UNION ALL
        SELECT t.id, t.local_date, t.body, t.eventcategory_id, t.starts_at, t.ends_at
        FROM {target.events} AS t
        WHERE NOT t.withdrawn AND NOT t.non_existent AND NOT EXISTS (SELECT FROM {stage.events} AS s WHERE s.id = t.id)
    ) AS e
    WHERE e.ends_at > (SELECT min(v.starts_at) FROM cover AS v) AND e.starts_at < (SELECT max(v.ends_at) FROM cover AS v)
), simultaneous AS MATERIALIZED (
    SELECT v.source_id, e.id, e.body, e.eventcategory_id, e.starts_at, e.ends_at
    FROM cover AS v
    CROSS JOIN LATERAL generate_series(0, v.last - v.first) AS n
    JOIN around AS e ON e.day = v.first + n AND e.starts_at < v.ends_at AND e.ends_at > v.starts_at
    UNION ALL
    SELECT v.source_id, e.id, e.body, e.eventcategory_id, e.starts_at, e.ends_at
    FROM around AS e
    JOIN cover AS v ON v.first > e.day AND v.starts_at < e.ends_at
    WHERE e.lasting
), occupied AS MATERIALIZED (
    SELECT e.source_id, b.element_id, e.id, e.body, e.eventcategory_id, e.starts_at, e.ends_at
    FROM simultaneous AS e
    JOIN busy AS b ON b.source_id = e.source_id
), held AS MATERIALIZED (
    SELECT o.*, c.id AS commitment_id
    FROM occupied AS o
    JOIN {stage.commitments} AS c ON c.event_id = o.id AND c.element_id = o.element_id
    WHERE NOT c.withdrawn
    UNION ALL
    SELECT o.*, c.id
    FROM occupied AS o
    JOIN {target.commitments} AS c ON c.event_id = o.id AND c.element_id = o.element_id
    WHERE NOT c.withdrawn AND NOT EXISTS (SELECT FROM {stage.commitments} AS s WHERE s.id = c.id)
), candidate AS MATERIALIZED (
    SELECT DISTINCT v.day, v.event_id, v.body AS cover_body, v.element_id, h.id, h.body,
           t.can_borrow, t.can_merge AND h.eventcategory_id = v.eventcategory_id AND h.starts_at = v.starts_at AND h.ends_at = v.ends_at AS merged
    FROM cover AS v
    JOIN held AS h ON h.source_id = v.source_id AND h.id <> v.event_id
    JOIN {now.eventcategories} AS t ON t.id = h.eventcategory_id AND t.busy AND NOT t.unimportant
    WHERE NOT EXISTS (SELECT FROM {stage.commitments} AS o WHERE o.covering_id = h.commitment_id AND NOT o.withdrawn)
      AND NOT EXISTS (
        SELECT FROM {target.commitments} AS o
        WHERE o.covering_id = h.commitment_id AND NOT o.withdrawn AND NOT EXISTS (SELECT FROM {stage.commitments} AS s WHERE s.id = o.id))
), part AS (
    SELECT c.event_id, c.element_id
    FROM (SELECT DISTINCT id FROM candidate WHERE can_borrow) AS n
    JOIN {stage.commitments} AS c ON c.event_id = n.id AND NOT c.withdrawn
    UNION ALL
    SELECT c.event_id, c.element_id
    FROM (SELECT DISTINCT id FROM candidate WHERE can_borrow) AS n
    JOIN {target.commitments} AS c ON c.event_id = n.id AND NOT c.withdrawn
    WHERE NOT EXISTS (SELECT FROM {stage.commitments} AS s WHERE s.id = c.id)
), staffed AS (
    SELECT p.event_id, count(*) AS staff
    FROM part AS p
    JOIN {now.elements} AS x ON x.id = p.element_id AND x.staff_id IS NOT NULL
    GROUP BY p.event_id
)
SELECT n.day, n.cover_body, s.initials, n.body
FROM candidate AS n
JOIN {now.elements} AS x ON x.id = n.element_id
JOIN {now.staffs} AS s ON s.id = x.staff_id
LEFT JOIN staffed AS b ON b.event_id = n.id
WHERE NOT n.merged AND NOT (n.can_borrow AND b.staff > 1)
ORDER BY n.day, n.event_id, n.id
