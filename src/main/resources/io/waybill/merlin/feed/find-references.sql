-- Whom or what the columns of the wanted rows name: that with the very name, else the only one with its key. What a dead row would have
-- made is not there.
UPDATE {wanted} AS w
SET {columns|#_id = found.#}
FROM (SELECT s.number, {columns|of_#.id AS #}
      FROM {wanted} AS s
      {lookups|#| }
      WHERE NOT s.dead) AS found
WHERE w.number = found.number AND ({columns|w.#_id IS DISTINCT FROM found.#| OR })
