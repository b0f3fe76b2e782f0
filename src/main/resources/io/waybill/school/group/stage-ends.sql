-- Groups that end.
INSERT INTO {stage.groups} (id, kind, era_id, datasource_id, source_id, name, during, withdrawn, owner_id, make_public, house, tutor_id, start_year,
                            subject_id, yeargroup, waybill_offset)
SELECT g.id, g.kind, g.era_id, g.datasource_id, g.source_id, g.name, e.during, e.withdrawn, g.owner_id, g.make_public, g.house, g.tutor_id,
       g.start_year, g.subject_id, g.yeargroup, 0
FROM {work}.group_end AS e
JOIN {target.groups} AS g ON g.id = e.group_id;
ANALYZE {stage.groups}
