-- Rows outside the feed that cannot go on as they are, by what becomes of the row that they refer to; the first ones of each kind.
SELECT kind, child_key, old_id, new_id, rows
FROM (SELECT fate.kind, {childkey|c.#::text| || ', ' || } AS child_key, f.old_id, f.new_id,
             count(*) OVER (PARTITION BY fate.kind) AS rows,
             row_number() OVER (PARTITION BY fate.kind ORDER BY {childkey|c.#}) AS place
      FROM {child} AS c
      JOIN {table} AS t ON {fk,pk|c.#1 = t.#2| AND }
      JOIN {fates} AS f ON f.table_name = ? AND f.old_id = t.{key}
      CROSS JOIN LATERAL (
          SELECT CASE WHEN f.new_id <> f.old_id THEN 'moved'
                      WHEN f.new_id IS NOT NULL THEN NULL
                      WHEN EXISTS (SELECT FROM {stage} AS s WHERE s.{key} = f.old_id) THEN 'reused'
                      ELSE 'lost' END AS kind) AS fate
      WHERE fate.kind IS NOT NULL) AS found
WHERE place <= 10
ORDER BY kind, place
