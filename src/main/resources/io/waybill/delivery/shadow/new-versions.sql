SELECT count(*) FILTER (WHERE s.place IS NULL) AS came, count(s.place) AS still_there
FROM {table} AS t
LEFT JOIN {seen} AS s ON s.number = {number} AND s.place = t.ctid AND s.writer = t.xmin
WHERE age(t.xmin) <= age({horizon})
