-- Subjects that the former system has under the same name, when the drop converts and nothing else has that name.
WITH pairs AS (
    SELECT p.id AS source_id, t.id, count(*) OVER (PARTITION BY p.id) AS rows, count(*) OVER (PARTITION BY t.id) AS records
    FROM {work}.subject AS p
    JOIN {work}.frame AS f ON f.convert
    JOIN {target.subjects} AS t ON t.datasource_id = f.previous_datasource_id AND {work}.folded(t.name) = {work}.folded(p.name)
    WHERE NOT EXISTS (SELECT FROM {work}.subject_match AS s WHERE s.source_id = p.id)
)
INSERT INTO {work}.subject_match (source_id, id, rung)
SELECT p.source_id, p.id, 'name' FROM pairs AS p WHERE p.rows = 1 AND p.records = 1
