-- Subjects of this source that the export no longer has. Those under a key that was rejected stay, and all of them when something without a key
-- was.
INSERT INTO {stage.subjects} (id, datasource_id, source_id, name, current, missable)
SELECT t.id, t.datasource_id, t.source_id, t.name, false, t.missable
FROM {target.subjects} AS t
JOIN {work}.frame AS f ON f.datasource_id = t.datasource_id
WHERE t.current
  AND t.source_id IS NOT NULL
  AND EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'subjects' AND a.state = 'loaded')
  AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'subjects' AND (r.key IS NULL OR r.key = t.source_id))
  AND NOT EXISTS (SELECT FROM {work}.subject_match AS s WHERE s.id = t.id)
