-- Statements that put the live tables away and the others in their place. Sequences, indexes and constraints go with their table.
-- Parameters: the live schema, the schema for the live tables, the schema of the others, names of the tables.
WITH given AS (SELECT ?::text AS live, ?::text AS away, ?::text AS coming, ?::text[] AS names)
SELECT format('ALTER TABLE %I.%I SET SCHEMA %I', CASE step WHEN 1 THEN live ELSE coming END, name, CASE step WHEN 1 THEN away ELSE live END) AS statement
FROM given
CROSS JOIN unnest(names) AS name
CROSS JOIN generate_series(1, 2) AS step
ORDER BY step, name
