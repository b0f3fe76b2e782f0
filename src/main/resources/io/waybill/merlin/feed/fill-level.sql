UPDATE {stage.level} AS s
SET level = w.level, stage = w.stage, weight = coalesce(w.weight, s.weight), aspect_id = w.aspect_id, ladder_id = w.ladder_id
FROM {work}.wanted_level AS w
WHERE s.id = w.id AND NOT w.skipped
