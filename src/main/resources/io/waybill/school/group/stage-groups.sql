-- Groups that are new or change.
INSERT INTO {stage.groups} (id, kind, era_id, datasource_id, source_id, name, during, withdrawn, owner_id, make_public, house, tutor_id, start_year,
                            subject_id, yeargroup, waybill_offset)
SELECT r.id, r.kind, r.era_id, r.datasource_id, CASE WHEN r.kind <> 'automatic' THEN r.source_id END, r.name, r.during, false, r.owner_id,
       r.make_public, r.house, r.tutor_id, r.start_year, r.subject_id, r.yeargroup, 0
FROM {work}.group_row AS r
WHERE r.changed;

-- A group takes part in events by its element, which is called as the group is.
INSERT INTO {stage.elements} (id, name, group_id, owned, waybill_offset)
SELECT coalesce(e.id, top.id + row_number() OVER (PARTITION BY e.id IS NULL ORDER BY r.id)), r.name, r.id, coalesce(e.owned, false), 0
FROM {work}.group_row AS r
LEFT JOIN {target.elements} AS e ON e.group_id = r.id
CROSS JOIN (SELECT {top.elements} AS id) AS top
WHERE e.id IS NULL OR e.name <> r.name;

INSERT INTO {work}.found (kind, source_id, id, element_id, fresh)
SELECT r.kind, r.source_id, r.id, e.id, r.fresh
FROM {work}.group_row AS r
JOIN {now.elements} AS e ON e.group_id = r.id;

-- Groups of areas that the export does not bring, and those that could not be used, are there for what refers to them.
INSERT INTO {work}.found (kind, source_id, id, element_id, fresh)
SELECT g.kind, g.source_id, g.id, e.id, false
FROM {work}.frame AS f
JOIN {target.groups} AS g ON g.datasource_id = f.datasource_id AND g.era_id IN (f.era_id, f.perpetual_era_id) AND NOT g.withdrawn
JOIN {target.elements} AS e ON e.group_id = g.id
WHERE g.source_id IS NOT NULL AND NOT EXISTS (SELECT FROM {work}.group_end AS n WHERE n.group_id = g.id)
ON CONFLICT DO NOTHING;
ANALYZE {work}.found, {stage.groups}, {stage.elements};
