-- How many staged rows refer to a row of one model, by its key, which does not exist.
SELECT count(*) FROM {stage} AS s
WHERE s.{type} = ? AND s.{id} IS NOT NULL
  AND NOT EXISTS (SELECT FROM {parents} AS p WHERE p.{pk}{text} = s.{id}{text})
