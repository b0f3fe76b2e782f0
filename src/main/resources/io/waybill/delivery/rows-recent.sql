-- How many rows a table has, and a sum over those that a transaction not older than the given one has written.
SELECT count(*) AS rows,
       sum(CASE WHEN age(t.xmin) <= o.age
           THEN hashtextextended(t.ctid::text || ' ' || t.xmin::text, 0)::numeric END)::text AS recent
FROM {table} AS t
CROSS JOIN (SELECT age(?::xid) AS age) AS o
