-- How many rows refer to something in a column, and how many of these references find nothing.
SELECT count(*) AS all, count(*) FILTER (WHERE EXISTS (
    SELECT FROM {work}.row_fault AS f WHERE f.number = w.number AND f.field = ? AND f.rule = {kind} || '-not-found')) AS unmatched
FROM {wanted} AS w
WHERE w.{column} > ''
