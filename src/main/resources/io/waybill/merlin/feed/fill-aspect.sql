UPDATE {stage.aspect} AS s
SET code = CASE WHEN w.fresh THEN w.code ELSE s.code END,
    name = coalesce(w.persian, w.name, s.name),
    "order" = CASE w.place WHEN '' THEN 0 ELSE coalesce(w.place::integer, s."order") END,
    ladder_id = w.ladder_id
FROM {work}.wanted_aspect AS w
WHERE s.id = w.id AND NOT w.skipped
