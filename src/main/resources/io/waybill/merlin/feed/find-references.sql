-- What the columns of the wanted rows refer to: the thing with exactly this name, otherwise the only one with its matching key; of
-- users the only one whose address differs in capitals only, before those with odd addresses. Things that a skipped row would have created
-- do not exist.
UPDATE {wanted} AS w
SET {columns|#_id = found.#}
FROM (SELECT s.number, {columns|of_#.id AS #}
      FROM {wanted} AS s
      {lookups|#| }
      WHERE NOT s.skipped) AS found
WHERE w.number = found.number AND ({columns|w.#_id IS DISTINCT FROM found.#| OR })
