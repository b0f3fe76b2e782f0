-- The keys of rows that have no source after this, with how many rows there are in all.
SELECT u.words || ' ' || u.source_id AS row, count(*) OVER () AS all_rows
FROM (
    SELECT 1 AS place, 'staff' AS words, source_id FROM {now.staffs} AS t WHERE datasource_id IS NULL
    UNION ALL
    SELECT 2, 'pupil', source_id FROM {now.pupils} AS t WHERE datasource_id IS NULL
    UNION ALL
    SELECT 3, 'location alias', source_id FROM {now.locationaliases} AS t WHERE datasource_id IS NULL
    UNION ALL
    SELECT 4, kind || ' group', source_id FROM {now.groups} AS t
    WHERE datasource_id IS NULL AND kind IN ('tutor', 'teaching', 'other half', 'custom')
) AS u
WHERE u.source_id NOT IN ('', '0')
ORDER BY u.place, length(u.source_id), u.source_id
LIMIT ?
