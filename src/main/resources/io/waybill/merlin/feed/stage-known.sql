-- Rows of the target as they are; they are changed in the stage.
INSERT INTO {stage} (id, {columns}, waybill_offset)
SELECT t.id, {columns|t.#}, coalesce(s.number, 0)
FROM {target} AS t
JOIN {work}.staged AS s ON s.model = {model} AND s.id = t.id AND NOT s.fresh
