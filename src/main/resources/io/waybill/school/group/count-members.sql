-- By kind, for groups that go on: members who came, who left, who have nothing left there (gone), and who were there before.
SELECT k.kind, count(d.group_id) FILTER (WHERE NOT isempty(d.gained)) AS added, count(d.group_id) FILTER (WHERE NOT isempty(d.lost)) AS removed,
       count(d.group_id) FILTER (WHERE NOT isempty(d.lost) AND (k.kind <> 'other half' OR w.group_id IS NULL)) AS gone,
       CASE WHEN k.kind = 'other half' THEN (
           SELECT count(*)
           FROM (SELECT DISTINCT m.group_id, m.element_id
                 FROM {work}.stretch AS s
                 JOIN {target.memberships} AS m ON m.group_id = s.group_id AND NOT m.withdrawn AND NOT m.inverse AND s.days && m.during) AS p)
       ELSE (
           SELECT count(*)
           FROM {work}.frame AS f
           CROSS JOIN {target.memberships} AS m
           JOIN {work}.group_row AS r ON r.id = m.group_id
           WHERE r.kind = k.kind AND NOT m.withdrawn AND NOT m.inverse AND m.during @> greatest(f.start, lower(r.was)))
       END AS before
FROM {work}.group_kind AS k
LEFT JOIN ({work}.member_difference AS d JOIN {work}.groups_now AS g ON g.id = d.group_id)
    ON g.kind = k.kind AND NOT EXISTS (SELECT FROM {work}.group_end AS e WHERE e.group_id = d.group_id)
LEFT JOIN {work}.wanted_days AS w ON w.group_id = d.group_id AND w.element_id = d.element_id AND NOT isempty(w.days)
GROUP BY k.kind
ORDER BY array_position(ARRAY['tutor', 'teaching', 'other half', 'custom', 'automatic'], k.kind)
