-- Pupils of whom somebody has said who they are. A row that two records would be, or that has a match by its key, is nobody's.
WITH pairs AS (
    SELECT m.id AS source_id, t.id, count(*) OVER (PARTITION BY t.id) AS records
    FROM {work}.answered AS a
    JOIN {work}.pupil AS m ON m.id = a.source_id
    JOIN {target.pupils} AS t ON t.id = a.id
    WHERE a.area = 'pupils'
      AND NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.source_id = m.id OR s.id = t.id)
)
INSERT INTO {work}.pupil_match (source_id, id, rung)
SELECT p.source_id, p.id, 'answer' FROM pairs AS p WHERE p.records = 1
