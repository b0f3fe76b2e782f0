-- i: insert; existing rows are left as they are
CREATE UNLOGGED TABLE {plan} WITH (autovacuum_enabled = false) AS
SELECT {key|s.#}, 'i'::"char" AS kind, s.waybill_offset IS NULL AS carried, s.waybill_offset, NULL::text[] AS before
FROM {stage} AS s
WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {key|t.# = s.#| AND });
ANALYZE {plan};
