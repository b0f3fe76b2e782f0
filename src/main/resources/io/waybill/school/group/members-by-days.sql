-- Rows that change when, within some days, the members of groups become those of wanted_days. Members of whom the source may not speak stay, and
-- so does every day outside. A row without number is new. Nothing is written for whom nothing changes.
INSERT INTO {work}.member_change (id, group_id, element_id, during, inverse, withdrawn)
WITH pair AS (
    SELECT w.group_id, w.element_id FROM {work}.wanted_days AS w
    UNION
    SELECT m.group_id, m.element_id
    FROM {work}.memberships_now AS m
    JOIN {work}.stretch AS s ON s.group_id = m.group_id AND s.days && m.during
    JOIN {work}.owned AS o ON o.element_id = m.element_id
    JOIN {work}.group_kind AS k ON k.kind = 'other half' AND (k.whole OR k.by_day)
    WHERE NOT m.withdrawn AND NOT m.inverse
), rows AS MATERIALIZED (
    SELECT m.id, m.group_id, m.element_id, m.during, m.inverse, m.withdrawn
    FROM {work}.memberships_now AS m
    JOIN pair AS p ON p.group_id = m.group_id AND p.element_id = m.element_id
), asked AS (
    SELECT w.group_id, w.element_id, d.during
    FROM {work}.wanted_days AS w
    CROSS JOIN LATERAL unnest(w.days) AS d (during)
), readmitted AS MATERIALIZED (
    -- an exclusion ends on the day on which the source asks for its member; one that begins later holds
    SELECT r.id, min(lower(a.during)) AS day
    FROM rows AS r
    JOIN asked AS a ON a.group_id = r.group_id AND a.element_id = r.element_id AND r.during @> lower(a.during)
    WHERE r.inverse AND NOT r.withdrawn
    GROUP BY r.id
), days AS (
    SELECT p.group_id, p.element_id,
           coalesce(range_agg(r.during) FILTER (WHERE NOT r.inverse), '{}') AS was,
           coalesce(range_agg(r.during) FILTER (WHERE r.inverse AND e.id IS NULL), '{}') AS excluded
    FROM pair AS p
    LEFT JOIN rows AS r ON r.group_id = p.group_id AND r.element_id = p.element_id AND NOT r.withdrawn
    LEFT JOIN readmitted AS e ON e.id = r.id
    GROUP BY p.group_id, p.element_id
), desired AS MATERIALIZED (
    SELECT d.group_id, d.element_id, d.was, d.was - s.days + (coalesce(w.days, '{}') - d.excluded) + coalesce(k.days * s.days, '{}') AS days
    FROM days AS d
    JOIN {work}.stretch AS s ON s.group_id = d.group_id
    LEFT JOIN {work}.wanted_days AS w ON w.group_id = d.group_id AND w.element_id = d.element_id
    LEFT JOIN {work}.kept_days AS k ON k.group_id = d.group_id AND k.element_id = d.element_id
), piece AS MATERIALIZED (
    SELECT d.group_id, d.element_id, p.during
    FROM desired AS d
    CROSS JOIN LATERAL unnest(d.days) AS p (during)
    WHERE d.days <> d.was
), candidate AS (
    SELECT p.group_id, p.element_id, p.during, r.id,
           row_number() OVER (PARTITION BY p.group_id, p.element_id, p.during
                              ORDER BY r.withdrawn, lower(r.during) <> lower(p.during), lower(r.during), r.id) AS of_piece,
           row_number() OVER (PARTITION BY r.id ORDER BY lower(r.during) <> lower(p.during), lower(p.during)) AS of_row
    FROM piece AS p
    JOIN rows AS r ON r.group_id = p.group_id AND r.element_id = p.element_id AND NOT r.inverse
                  AND CASE WHEN r.withdrawn THEN lower(r.during) = lower(p.during) ELSE r.during && p.during END
), chosen AS MATERIALIZED (
    SELECT group_id, element_id, during, id FROM candidate WHERE of_piece = 1 AND of_row = 1
)
-- rows that go on with other days, and new ones
SELECT c.id, p.group_id, p.element_id, p.during, false, false
FROM piece AS p
LEFT JOIN chosen AS c ON c.group_id = p.group_id AND c.element_id = p.element_id AND c.during = p.during
LEFT JOIN rows AS r ON r.id = c.id
WHERE r.id IS NULL OR r.withdrawn OR r.during <> p.during
UNION ALL
-- rows with no days left, or whose days another one has taken up
SELECT r.id, r.group_id, r.element_id, r.during, false, true
FROM rows AS r
JOIN desired AS d ON d.group_id = r.group_id AND d.element_id = r.element_id AND d.days <> d.was
WHERE NOT r.inverse AND NOT r.withdrawn AND NOT EXISTS (SELECT FROM chosen AS c WHERE c.id = r.id)
UNION ALL
SELECT r.id, r.group_id, r.element_id, CASE WHEN lower(r.during) < e.day THEN daterange(lower(r.during), e.day) ELSE r.during END, true,
       lower(r.during) >= e.day
FROM readmitted AS e
JOIN rows AS r ON r.id = e.id
