-- How many rows of one kind were read, left out and rejected. A rejected row about several things counts for the most specific one.
SELECT count(*) AS read, count(*) FILTER (WHERE repeated AND NOT rejected) AS filtered, count(*) FILTER (WHERE rejected) AS rejected
FROM (SELECT EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = w.number) AS rejected,
             EXISTS (SELECT FROM {work}.repeated AS r WHERE r.model = {model} AND r.number = w.number) AS repeated,
             {narrower|EXISTS (SELECT FROM # AS n WHERE n.number = w.number)| OR |false} AS narrowed
      FROM {wanted} AS w) AS rows
WHERE NOT (rejected AND narrowed)
