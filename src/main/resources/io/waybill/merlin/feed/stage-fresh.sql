-- New rows, with their defaults only.
INSERT INTO {stage} (id, {defaulted}, waybill_offset)
SELECT s.id, {defaults}, coalesce(s.number, 0)
FROM {work}.staged AS s
WHERE s.model = {model} AND s.fresh
