UPDATE {stage.organization} AS s
SET name = CASE WHEN w.fresh THEN w.name ELSE s.name END,
    description = coalesce(w.description, s.description)
FROM {work}.wanted_organization AS w
WHERE s.id = w.id AND NOT w.skipped
