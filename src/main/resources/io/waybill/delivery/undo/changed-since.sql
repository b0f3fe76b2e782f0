-- Rows that are no longer as the waybill left them, each with the latest waybill that has changed it since and is in effect. The journal is only
-- searched for these when there are such rows. Parameters: waybill, plan, waybill, schema and name of the table.
WITH changed AS MATERIALIZED (
    SELECT c.ordinal, c.key, c.after,
           CASE WHEN {key|t.# IS NOT NULL| AND } THEN ARRAY[{columns|t.#::text}] END AS now
    FROM waybill.changes AS c
    LEFT JOIN {table} AS t ON {key,keyvalues|t.#1 = #2| AND }
    WHERE c.waybill = ? AND c.plan = ?
      AND (c.kind = 'd' AND {key|t.# IS NOT NULL| AND }
           OR c.kind <> 'd' AND ({key|t.# IS NULL| OR } OR ARRAY[{columns|t.#::text}] IS DISTINCT FROM c.after))
)
SELECT array_to_string(changed.key, ', ') AS key_text, changed.after, changed.now, later.waybill AS later
FROM changed
LEFT JOIN (
    SELECT c.key, max(c.waybill) AS waybill
    FROM waybill.waybills AS w
    JOIN waybill.plans AS p ON p.waybill = w.number
    JOIN waybill.changes AS c ON c.waybill = p.waybill AND c.plan = p.ordinal
    WHERE w.number > ? AND w.state = 'delivered' AND w.kind <> 'undo' AND p.table_schema = ? AND p.table_name = ?
      AND NOT EXISTS (SELECT FROM waybill.taken_back AS b WHERE b.waybill = w.number)
      AND EXISTS (SELECT FROM changed)
    GROUP BY c.key
) AS later ON later.key = changed.key
ORDER BY changed.ordinal
