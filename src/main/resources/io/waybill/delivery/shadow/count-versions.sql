SELECT {number} AS number, count(*) FILTER (WHERE age(xmin) > age({horizon})) AS before_it,
       count(*) FILTER (WHERE age(xmin) <= age({horizon})) AS since_it
FROM {table}
