-- Which of these keys staged rows have.
SELECT s.{key}::text FROM {stage} AS s WHERE s.{key}::text = ANY (?)
