-- The models that staged rows refer to by generic references, and how many refer to each.
SELECT s.{type}, count(*) FROM {stage} AS s WHERE s.{type} IS NOT NULL AND s.{id} IS NOT NULL GROUP BY s.{type} ORDER BY s.{type}
