SELECT count(*) - count(DISTINCT (thing_id, targetthing_id))
FROM {stage.grant_fate}
WHERE thing_id IS NOT NULL AND targetthing_id IS NOT NULL
