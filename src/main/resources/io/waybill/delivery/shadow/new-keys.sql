SELECT {key|t.#::text| || ', ' || } AS key_text
FROM {table} AS t
WHERE age(t.xmin) <= age({horizon})
  AND NOT EXISTS (SELECT FROM {seen} AS s WHERE s.number = {number} AND s.place = t.ctid AND s.writer = t.xmin)
LIMIT {most}
