-- Groups of the kinds that a source brings, without a source: those with a key, unless the key is there twice, and tutor groups. Parameter: the
-- source.
INSERT INTO {stage.groups} (id, kind, era_id, datasource_id, source_id, name, during, withdrawn, owner_id, make_public, house, tutor_id, start_year,
                            subject_id, yeargroup, waybill_offset)
SELECT t.id, t.kind, t.era_id, d.id, t.source_id, t.name, t.during, t.withdrawn, t.owner_id, t.make_public, t.house, t.tutor_id, t.start_year,
       t.subject_id, t.yeargroup, 0
FROM {target.datasources} AS d
CROSS JOIN {target.groups} AS t
WHERE d.name = ?::text AND t.datasource_id IS NULL
  AND (t.kind IN ('teaching', 'other half', 'custom') AND t.source_id NOT IN ('', '0') OR t.kind = 'tutor')
  AND NOT EXISTS (SELECT FROM {target.groups} AS o
                  WHERE o.era_id = t.era_id AND o.kind = t.kind AND o.source_id = t.source_id AND o.id <> t.id
                    AND (o.datasource_id = d.id OR o.datasource_id IS NULL))
