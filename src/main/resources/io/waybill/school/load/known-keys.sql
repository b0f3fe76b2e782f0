-- The keys of people and rooms of a source, in the target. Parameter: its name.
SELECT k.kind, k.source_id
FROM {target.datasources} AS d
CROSS JOIN LATERAL (
    SELECT 'staff' AS kind, source_id FROM {target.staffs} WHERE datasource_id = d.id
    UNION ALL
    SELECT 'pupil', source_id FROM {target.pupils} WHERE datasource_id = d.id
    UNION ALL
    SELECT 'room', source_id FROM {target.locationaliases} WHERE datasource_id = d.id
) AS k
WHERE d.name = ?::text AND k.source_id IS NOT NULL
