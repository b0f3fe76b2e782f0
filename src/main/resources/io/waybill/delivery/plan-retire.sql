-- i: insert, u: update, r: retire rows that the drop does not have
CREATE UNLOGGED TABLE {plan} WITH (autovacuum_enabled = false) AS
SELECT {key|coalesce(s.#, t.#) AS #},
       CASE WHEN {key|t.# IS NULL| AND } THEN 'i' WHEN {key|s.# IS NULL| AND } THEN 'r' ELSE 'u' END::"char" AS kind,
       s.waybill_offset IS NULL AS carried, s.waybill_offset,
       CASE WHEN {key|t.# IS NOT NULL| AND } THEN ARRAY[{image|t.#::text}] END AS before
FROM {stage} AS s
FULL JOIN {table} AS t ON {key|t.# = s.#| AND }
WHERE {key|s.# IS NULL| OR } AND t.{retired} IS DISTINCT FROM {retirement}
      AND NOT EXISTS (SELECT FROM {refused} AS r WHERE {key|r.# = t.#| AND })
   OR {key|t.# IS NULL| OR }
   OR {key|s.# IS NOT NULL| AND }
      AND ({plain|s.# IS DISTINCT FROM t.#| OR |false} OR {astext|s.#::text IS DISTINCT FROM t.#::text| OR |false});
ANALYZE {plan};
