-- i: insert, u: update
CREATE UNLOGGED TABLE {plan} WITH (autovacuum_enabled = false) AS
SELECT {key|s.#}, CASE WHEN {key|t.# IS NULL| AND } THEN 'i' ELSE 'u' END::"char" AS kind,
       s.waybill_offset IS NULL AS carried, s.waybill_offset,
       CASE WHEN {key|t.# IS NOT NULL| AND } THEN ARRAY[{image|t.#::text}] END AS before
FROM {stage} AS s
LEFT JOIN {table} AS t ON {key|t.# = s.#| AND }
WHERE {key|t.# IS NULL| OR }
   OR {plain|s.# IS DISTINCT FROM t.#| OR |false} OR {astext|s.#::text IS DISTINCT FROM t.#::text| OR |false};
ANALYZE {plan};
