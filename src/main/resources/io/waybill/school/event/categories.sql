-- Categories of what is in the export that the calendar lacks.
INSERT INTO {stage.eventcategories} (id, name, pecking_order, schoolwide, unimportant, can_merge, can_borrow, busy, waybill_offset)
SELECT {top.eventcategories} + row_number() OVER (ORDER BY w.name), w.name, 20, false, false, false, false, true, 0
FROM (
    SELECT category AS name FROM {work}.entry
    UNION
    SELECT 'Other Half' FROM {work}.occurrence
) AS w
WHERE NOT EXISTS (SELECT FROM {now.eventcategories} AS t WHERE t.name = w.name);
CREATE UNLOGGED TABLE {work}.category WITH (autovacuum_enabled = false) AS
SELECT id, name FROM {now.eventcategories};
ANALYZE {work}.category
