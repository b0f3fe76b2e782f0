-- Pupils with a key and without a source, unless the key is there twice. Parameter: the source.
INSERT INTO {stage.pupils} (id, datasource_id, source_id, school_id, name, surname, forename, known_as, email, candidate_no, house_name, start_year,
                            current, waybill_offset)
SELECT t.id, d.id, t.source_id, t.school_id, t.name, t.surname, t.forename, t.known_as, t.email, t.candidate_no, t.house_name, t.start_year,
       t.current, 0
FROM {target.datasources} AS d
CROSS JOIN {target.pupils} AS t
WHERE d.name = ?::text AND t.datasource_id IS NULL AND t.source_id NOT IN ('', '0')
  AND NOT EXISTS (SELECT FROM {target.pupils} AS o WHERE o.source_id = t.source_id AND o.id <> t.id AND (o.datasource_id = d.id OR o.datasource_id IS NULL))
