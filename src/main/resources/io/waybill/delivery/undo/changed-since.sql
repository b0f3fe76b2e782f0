-- Rows that are no longer as the waybill left them.
SELECT array_to_string(c.key, ', ') AS key_text, c.after,
       CASE WHEN {key|t.# IS NOT NULL| AND } THEN ARRAY[{columns|t.#::text}] END AS now
FROM waybill.changes AS c
LEFT JOIN {table} AS t ON {key,keyvalues|t.#1 = #2| AND }
WHERE c.waybill = ? AND c.plan = ?
  AND (c.kind = 'd' AND {key|t.# IS NOT NULL| AND }
       OR c.kind <> 'd' AND ({key|t.# IS NULL| OR } OR ARRAY[{columns|t.#::text}] IS DISTINCT FROM c.after))
ORDER BY c.ordinal
