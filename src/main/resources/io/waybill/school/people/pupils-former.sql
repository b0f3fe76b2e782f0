-- Pupils that the former system has under the same key, when the drop converts. One of another surname and another forename is doubtful: the two
-- numbers may be those of two people, unless somebody has said who it is.
WITH pairs AS MATERIALIZED (
    SELECT p.id AS source_id, t.id,
           {work}.folded(p.surname) = {work}.folded(t.surname) OR {work}.folded(p.forename) = {work}.folded(t.forename) OR {work}.folded(p.name) = {work}.folded(t.name) AS same
    FROM {work}.pupil AS p
    JOIN {work}.frame AS f ON f.convert
    JOIN {target.pupils} AS t ON t.datasource_id = f.previous_datasource_id AND t.source_id = p.id
    WHERE NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.source_id = p.id OR s.id = t.id)
      AND NOT EXISTS (SELECT FROM {work}.answered AS a WHERE a.area = 'pupils' AND a.source_id = p.id AND a.id IS NULL)
), doubtful AS (
    INSERT INTO {work}.doubtful (area, source_id, rung, id)
    SELECT 'pupils', p.source_id, 'previous-id', p.id FROM pairs AS p WHERE NOT p.same
)
INSERT INTO {work}.pupil_match (source_id, id, rung)
SELECT p.source_id, p.id, 'previous-id' FROM pairs AS p WHERE p.same
