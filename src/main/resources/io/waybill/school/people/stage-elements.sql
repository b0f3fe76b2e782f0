-- The elements of people, places and subjects of this load, where they are new or have another name. Who and what plays no part in the calendar
-- has none.
INSERT INTO {stage.elements} (id, name, pupil_id, staff_id, location_id, group_id, subject_id, property_id, service_id, owned, waybill_offset)
WITH form_of_export AS (
    SELECT m.id AS source_id, min(g.name) AS name
    FROM {work}.member AS m
    JOIN {work}.group_record AS g ON g.kind = m.group_kind AND g.id = m.group_id
    WHERE m.group_kind = 'tutor' AND m.kind = 'pupil'
    GROUP BY m.id
), form_of_calendar AS (
    -- for those of whom the export does not say it
    SELECT e.pupil_id, min(h.name) AS name
    FROM {work}.frame AS f
    JOIN {target.groups} AS h ON h.kind = 'tutor' AND h.era_id = f.era_id AND h.datasource_id = f.datasource_id AND NOT h.withdrawn
    JOIN {target.memberships} AS i ON i.group_id = h.id AND NOT i.withdrawn AND NOT i.inverse AND i.during @> f.start
    JOIN {target.elements} AS e ON e.id = i.element_id AND e.pupil_id IS NOT NULL
    WHERE NOT EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'tutor groups' AND a.state = 'loaded')
       OR EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'tutor groups' AND (r.key IS NULL OR r.key = h.source_id))
    GROUP BY e.pupil_id
), wanted AS (
    SELECT 1 AS kind, p.id AS entity_id,
           p.name || ' (' || CASE WHEN p.current THEN coalesce(x.name, k.name, 'Pupil') ELSE 'Ex pupil' END || ')' AS name
    FROM {now.pupils} AS p
    LEFT JOIN {work}.pupil_match AS s ON s.id = p.id
    LEFT JOIN form_of_export AS x ON x.source_id = s.source_id
    LEFT JOIN form_of_calendar AS k ON k.pupil_id = s.id
    WHERE s.id IS NOT NULL OR EXISTS (SELECT FROM {stage.pupils} AS g WHERE g.id = p.id)
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
), former AS (
    SELECT CASE WHEN e.pupil_id IS NOT NULL THEN 1 WHEN e.staff_id IS NOT NULL THEN 2 WHEN e.location_id IS NOT NULL THEN 3 ELSE 4 END AS kind,
           coalesce(e.pupil_id, e.staff_id, e.location_id, e.subject_id) AS entity_id, e.id, e.name, e.owned
    FROM {target.elements} AS e
), paired AS (
    SELECT w.kind, w.entity_id, w.name, e.id, e.name AS former, e.owned
    FROM wanted AS w
    LEFT JOIN former AS e ON e.kind = w.kind AND e.entity_id = w.entity_id
)
SELECT coalesce(p.id, (SELECT coalesce(max(id), 0) FROM {target.elements})
                      + row_number() OVER (PARTITION BY p.id IS NULL ORDER BY p.kind, p.entity_id)),
       p.name, CASE WHEN p.kind = 1 THEN p.entity_id END, CASE WHEN p.kind = 2 THEN p.entity_id END, CASE WHEN p.kind = 3 THEN p.entity_id END,
       NULL, CASE WHEN p.kind = 4 THEN p.entity_id END, NULL, NULL, coalesce(p.owned, false), 0
FROM paired AS p
WHERE p.id IS NULL OR p.name <> p.former
