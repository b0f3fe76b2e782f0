-- How many rows were read of one kind, and what became of them; a reject that speaks of several things counts where it is most specific.
SELECT count(*) AS read, count(*) FILTER (WHERE repeated AND NOT rejected) AS filtered, count(*) FILTER (WHERE rejected) AS rejected
FROM (SELECT EXISTS (SELECT FROM {work}.fate AS f WHERE f.number = w.number) AS rejected,
             EXISTS (SELECT FROM {work}.repeated AS r WHERE r.model = {model} AND r.number = w.number) AS repeated,
             {narrower|EXISTS (SELECT FROM # AS n WHERE n.number = w.number)| OR |false} AS narrowed
      FROM {wanted} AS w) AS rows
WHERE NOT (rejected AND narrowed)
