UPDATE {stage.ladder} AS s
SET code = CASE WHEN w.fresh THEN w.code ELSE s.code END,
    name = coalesce(w.name, s.name),
    description = coalesce(w.description, s.description)
FROM {work}.wanted_ladder AS w
WHERE s.id = w.id AND NOT w.skipped
