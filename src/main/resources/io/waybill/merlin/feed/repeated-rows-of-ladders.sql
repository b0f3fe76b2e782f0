-- Rows that only repeat earlier ones; of a row about a ladder, an aspect and a level, what is most specific counts.
SELECT number FROM {work}.repeated AS r
WHERE NOT EXISTS (SELECT FROM {work}.wanted_level AS l WHERE l.number = r.number AND r.model <> 'level')
  AND NOT EXISTS (SELECT FROM {work}.wanted_aspect AS a WHERE a.number = r.number AND r.model = 'ladder')
