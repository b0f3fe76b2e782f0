-- Pupils who are new or differ. Keys that only some systems have stay when the export does not say them.
INSERT INTO {stage.pupils} (id, datasource_id, source_id, school_id, name, surname, forename, known_as, email, candidate_no, house_name,
                            start_year, current, waybill_offset)
SELECT w.id, w.datasource_id, w.source_id, w.school_id, w.name, w.surname, w.forename, w.known_as, w.email, w.candidate_no, w.house, w.start_year,
       true, 0
FROM (
    SELECT s.id, f.datasource_id, p.id AS source_id, coalesce(nullif(p.school_id, ''), t.school_id, '') AS school_id, p.name, p.surname,
           p.forename, p.known_as, p.email, coalesce(nullif(p.candidate_no, ''), t.candidate_no, '') AS candidate_no, p.house, p.start_year
    FROM {work}.pupil_match AS s
    JOIN {work}.pupil AS p ON p.id = s.source_id
    CROSS JOIN {work}.frame AS f
    LEFT JOIN {target.pupils} AS t ON t.id = s.id
) AS w
LEFT JOIN {target.pupils} AS t ON t.id = w.id
WHERE (w.datasource_id, w.source_id, w.school_id, w.name, w.surname, w.forename, w.known_as, w.email, w.candidate_no, w.house, w.start_year, true)
      IS DISTINCT FROM
      (t.datasource_id, t.source_id, t.school_id, t.name, t.surname, t.forename, t.known_as, t.email, t.candidate_no, t.house_name,
       t.start_year, t.current)
