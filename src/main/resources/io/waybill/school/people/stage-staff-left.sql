-- Staff of this source who are present and whom the export no longer has. Those under a key that was rejected stay, and all of them when
-- something without a key was.
INSERT INTO {stage.staffs} (id, datasource_id, source_id, user_code, name, initials, surname, title, forename, email, active, current, teaches,
                            does_cover, multicover)
SELECT t.id, t.datasource_id, t.source_id, t.user_code, t.name, t.initials, t.surname, t.title, t.forename, t.email, t.active, false, t.teaches,
       t.does_cover, t.multicover
FROM {target.staffs} AS t
JOIN {work}.frame AS f ON f.datasource_id = t.datasource_id
WHERE t.current
  AND t.source_id IS NOT NULL
  AND EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'staff' AND a.state = 'loaded')
  AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'staff' AND (r.key IS NULL OR r.key = t.source_id))
  AND NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.id = t.id)
