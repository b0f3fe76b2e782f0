-- What others have written to a table since it was compared, in one reading of it: rows that came, how many of those noted are still there, and
-- keys of some that came. The age of the horizon is found out once, not for each row.
WITH since AS MATERIALIZED (
    SELECT s.place IS NULL AS came, {key|t.#::text| || ', ' || |NULL::text} AS key_text
    FROM {table} AS t
    LEFT JOIN {seen} AS s ON s.number = {number} AND s.place = t.ctid AND s.writer = t.xmin
    WHERE age(t.xmin) <= (SELECT age({horizon})))
SELECT count(*) FILTER (WHERE came) AS came, count(*) FILTER (WHERE NOT came) AS still_there,
       ARRAY(SELECT key_text FROM since WHERE came AND key_text IS NOT NULL LIMIT {most}) AS named
FROM since
