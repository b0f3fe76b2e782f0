-- Pupils of this source who are present and whom the export no longer has. Those under a key that was rejected stay, and all of them when
-- something without a key was.
INSERT INTO {stage.pupils} (id, datasource_id, source_id, school_id, name, surname, forename, known_as, email, candidate_no, house_name,
                            start_year, current)
SELECT t.id, t.datasource_id, t.source_id, t.school_id, t.name, t.surname, t.forename, t.known_as, t.email, t.candidate_no, t.house_name,
       t.start_year, false
FROM {target.pupils} AS t
JOIN {work}.frame AS f ON f.datasource_id = t.datasource_id
WHERE t.current
  AND t.source_id IS NOT NULL
  AND EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'pupils' AND a.state = 'loaded')
  AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'pupils' AND (r.key IS NULL OR r.key = t.source_id))
  AND NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.id = t.id)
