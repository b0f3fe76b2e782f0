-- Rows that change get the time of the delivery.
UPDATE {stage} AS s
SET {touched} = {work}.moment()
FROM {target} AS t
WHERE t.id = s.id AND ({others|s.# IS DISTINCT FROM t.#| OR })
