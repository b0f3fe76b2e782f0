-- Rows to delete because the drop names them.
INSERT INTO {plan} ({key}, kind, carried, waybill_offset, before)
SELECT {key|t.#}, 'd'::"char", false, g.waybill_offset, ARRAY[{image|t.#::text}]
FROM {gone} AS g
JOIN {table} AS t ON {key|t.# = g.#| AND };
ANALYZE {plan};
