-- The age of the horizon is found out once, not for each row.
SELECT {number} AS number, count(*) AS all_of_them, count(*) FILTER (WHERE age(xmin) <= (SELECT age({horizon}))) AS since_it FROM {table}
