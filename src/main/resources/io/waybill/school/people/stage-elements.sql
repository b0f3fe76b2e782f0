-- The elements of people, places and subjects of this load, where they are new or have another name. Who and what plays no part in the calendar
-- has none.
INSERT INTO {stage.elements} (id, name, pupil_id, staff_id, location_id, group_id, subject_id, property_id, service_id, owned, waybill_offset)
WITH tutored AS (
    -- the tutor group of the export; where that is not known, the one that the calendar has
    SELECT s.id AS pupil_id, coalesce(min(g.name), min(k.name)) AS name
    FROM {work}.pupil_match AS s
    CROSS JOIN {work}.frame AS f
    LEFT JOIN {work}.member AS m ON m.group_kind = 'tutor' AND m.kind = 'pupil' AND m.id = s.source_id
    LEFT JOIN {work}.group_record AS g ON g.kind = m.group_kind AND g.id = m.group_id
    LEFT JOIN LATERAL (
        SELECT min(h.name) AS name
        FROM {target.elements} AS e
        JOIN {target.memberships} AS i ON i.element_id = e.id AND NOT i.withdrawn AND NOT i.inverse AND i.during @> f.start
        JOIN {target.groups} AS h ON h.id = i.group_id AND h.kind = 'tutor' AND h.era_id = f.era_id AND h.datasource_id = f.datasource_id
                                 AND NOT h.withdrawn
        WHERE e.pupil_id = s.id
          AND (NOT EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'tutor groups' AND a.state = 'loaded')
               OR EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'tutor groups' AND (r.key IS NULL OR r.key = h.source_id)))
    ) AS k ON true
    GROUP BY s.id
), wanted AS (
    SELECT 1 AS kind, p.id AS entity_id, p.name || ' (' || CASE WHEN p.current THEN coalesce(t.name, 'Pupil') ELSE 'Ex pupil' END || ')' AS name
    FROM {now.pupils} AS p
    LEFT JOIN tutored AS t ON t.pupil_id = p.id
    WHERE EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.id = p.id) OR EXISTS (SELECT FROM {stage.pupils} AS g WHERE g.id = p.id)
    UNION ALL
    SELECT 2, s.id, CASE WHEN s.initials = '' THEN '' ELSE s.initials || ' - ' END || s.name
    FROM {now.staffs} AS s
    WHERE s.active
      AND (EXISTS (SELECT FROM {work}.staff_match AS m WHERE m.id = s.id) OR EXISTS (SELECT FROM {stage.staffs} AS g WHERE g.id = s.id))
    UNION ALL
    SELECT 3, l.id, l.name || coalesce((
        SELECT string_agg(' / ' || a.name, '' ORDER BY a.id)
        FROM {now.locationaliases} AS a
        WHERE a.location_id = l.id AND a.display AND a.current AND a.name <> l.name), '')
    FROM {now.locations} AS l
    WHERE l.active
      AND (EXISTS (SELECT FROM {work}.room_name AS n WHERE n.location_id = l.id) OR EXISTS (SELECT FROM {stage.locations} AS g WHERE g.id = l.id))
    UNION ALL
    SELECT 4, u.id, u.name
    FROM {now.subjects} AS u
    WHERE EXISTS (SELECT FROM {work}.subject_match AS m WHERE m.id = u.id) OR EXISTS (SELECT FROM {stage.subjects} AS g WHERE g.id = u.id)
), paired AS (
    SELECT w.kind, w.entity_id, w.name, e.id, e.name AS former, e.owned
    FROM wanted AS w
    LEFT JOIN {target.elements} AS e
           ON CASE w.kind
                  WHEN 1 THEN e.pupil_id
                  WHEN 2 THEN e.staff_id
                  WHEN 3 THEN e.location_id
                  ELSE e.subject_id
              END = w.entity_id
)
SELECT coalesce(p.id, (SELECT coalesce(max(id), 0) FROM {target.elements})
                      + row_number() OVER (PARTITION BY p.id IS NULL ORDER BY p.kind, p.entity_id)),
       p.name, CASE WHEN p.kind = 1 THEN p.entity_id END, CASE WHEN p.kind = 2 THEN p.entity_id END, CASE WHEN p.kind = 3 THEN p.entity_id END,
       NULL, CASE WHEN p.kind = 4 THEN p.entity_id END, NULL, NULL, coalesce(p.owned, false), 0
FROM paired AS p
WHERE p.id IS NULL OR p.name <> p.former
