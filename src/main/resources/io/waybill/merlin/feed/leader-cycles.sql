-- Users who would lead their own leaders, directly or through others.
WITH RECURSIVE next AS (
    SELECT t.id, CASE WHEN w.id IS NULL THEN t.leader_id ELSE w.next_leader END AS leader_id
    FROM {target.user} AS t
    LEFT JOIN {work}.wanted_user AS w ON w.id = t.id AND NOT w.skipped
    UNION ALL
    SELECT id, next_leader FROM {work}.wanted_user WHERE fresh AND NOT skipped
), up AS (
    SELECT w.number, w.id AS start, w.next_leader AS above, ARRAY[w.id] AS path
    FROM {work}.wanted_user AS w
    LEFT JOIN {target.user} AS t ON t.id = w.id
    WHERE NOT w.skipped AND w.next_leader IS DISTINCT FROM t.leader_id
    UNION ALL
    SELECT up.number, up.start, next.leader_id, up.path || up.above
    FROM up
    JOIN next ON next.id = up.above
    WHERE up.above <> ALL (up.path)
)
INSERT INTO {work}.row_fault
SELECT up.number, 'leader', 'leader-cycle',
       (SELECT string_agg(e.name, ' → ' ORDER BY p.place)
        FROM unnest(up.path || up.start) WITH ORDINALITY AS p (id, place)
        JOIN {work}.entity AS e ON e.kind = 'user' AND e.id = p.id AND NOT e.alias),
       'a leader whom the user does not lead, directly or through others', 'Correct one of these leaders.', NULL
FROM up
WHERE up.above = up.start
