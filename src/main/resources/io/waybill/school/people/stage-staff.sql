-- Staff who are new or differ. Who is active stays so; what the export does not say stays as it is.
INSERT INTO {stage.staffs} (id, datasource_id, source_id, user_code, name, initials, surname, title, forename, email, active, current, teaches,
                            does_cover, multicover, waybill_offset)
SELECT w.id, w.datasource_id, w.source_id, w.user_code, w.name, w.initials, w.surname, w.title, w.forename, w.email, w.active, w.current,
       w.teaches, w.does_cover, w.multicover, 0
FROM (
    SELECT s.id, f.datasource_id, m.id AS source_id, coalesce(nullif(m.user_code, ''), t.user_code, '') AS user_code, m.name, m.initials,
           m.surname, m.title, m.forename, m.email, m.active OR t.active IS TRUE AS active, m.current,
           coalesce(m.teaches, t.teaches, false) AS teaches, coalesce(m.does_cover, t.does_cover, false) AS does_cover,
           coalesce(t.multicover, false) AS multicover
    FROM {work}.staff_match AS s
    JOIN {work}.staff_member AS m ON m.id = s.source_id
    CROSS JOIN {work}.frame AS f
    LEFT JOIN {target.staffs} AS t ON t.id = s.id
) AS w
LEFT JOIN {target.staffs} AS t ON t.id = w.id
WHERE (w.datasource_id, w.source_id, w.user_code, w.name, w.initials, w.surname, w.title, w.forename, w.email, w.active, w.current, w.teaches,
       w.does_cover)
      IS DISTINCT FROM
      (t.datasource_id, t.source_id, t.user_code, t.name, t.initials, t.surname, t.title, t.forename, t.email, t.active, t.current, t.teaches,
       t.does_cover)
