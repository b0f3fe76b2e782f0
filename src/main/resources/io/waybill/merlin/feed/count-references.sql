-- How many rows name something in a column, and how many of them name nothing that is there.
SELECT count(*) AS all, count(*) FILTER (WHERE EXISTS (
    SELECT FROM {work}.fate AS f WHERE f.number = w.number AND f.field = ? AND f.rule = {kind} || '-not-found')) AS unmatched
FROM {wanted} AS w
WHERE w.{column} > ''
