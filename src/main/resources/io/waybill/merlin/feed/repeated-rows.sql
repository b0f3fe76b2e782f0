-- Rows that only repeat earlier ones.
SELECT number FROM {work}.repeated AS r
WHERE NOT EXISTS (SELECT FROM {work}.wanted_level AS l WHERE l.number = r.number AND r.model <> 'level')
  AND NOT EXISTS (SELECT FROM {work}.wanted_aspect AS a WHERE a.number = r.number AND r.model = 'ladder')
