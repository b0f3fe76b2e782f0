-- Staff with a key and without a source, unless the key is there twice. Parameter: the source.
INSERT INTO {stage.staffs} (id, datasource_id, source_id, user_code, name, initials, surname, title, forename, email, active, current, teaches,
                            does_cover, multicover, waybill_offset)
SELECT t.id, d.id, t.source_id, t.user_code, t.name, t.initials, t.surname, t.title, t.forename, t.email, t.active, t.current, t.teaches,
       t.does_cover, t.multicover, 0
FROM {target.datasources} AS d
CROSS JOIN {target.staffs} AS t
WHERE d.name = ?::text AND t.datasource_id IS NULL AND t.source_id NOT IN ('', '0')
  AND NOT EXISTS (SELECT FROM {target.staffs} AS o WHERE o.source_id = t.source_id AND o.id <> t.id AND (o.datasource_id = d.id OR o.datasource_id IS NULL))
