-- Rows that refer to a row about to be removed, each with the latest waybill in effect that brought or changed it. The journal is only searched
-- for these when there are such rows. Parameters: schema and name of the table that refers.
WITH referring AS MATERIALIZED (
    SELECT {key|p.#::text| || ', ' || } AS key_text, {childkey|c.#::text| || ', ' || } AS child_key, ARRAY[{childkey|c.#::text}] AS child
    FROM {keepers} AS c
    JOIN {leaves} AS p ON {fk,pk|c.#1 = p.#2| AND }
    WHERE NOT EXISTS (SELECT FROM {desired} AS d WHERE {suppliedfk,suppliedpk|c.#1 = d.#2| AND |false})
)
SELECT referring.key_text, referring.child_key, later.waybill
FROM referring
LEFT JOIN (
    SELECT c.key, max(c.waybill) AS waybill
    FROM waybill.waybills AS w
    JOIN waybill.plans AS p ON p.waybill = w.number
    JOIN waybill.changes AS c ON c.waybill = p.waybill AND c.plan = p.ordinal
    WHERE w.state = 'delivered' AND w.kind <> 'undo' AND c.kind <> 'd' AND p.table_schema = ? AND p.table_name = ?
      AND NOT EXISTS (SELECT FROM waybill.taken_back AS b WHERE b.waybill = w.number)
      AND EXISTS (SELECT FROM referring)
    GROUP BY c.key
) AS later ON later.key = referring.child
ORDER BY 1
