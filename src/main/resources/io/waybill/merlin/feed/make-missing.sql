-- The things that an option allows to be created because rows refer to them, in an order that does not depend on the file. What has a row
-- of its own that is a reject is not created: it waits for that row.
WITH missing AS (
    SELECT w.{column|#_key} AS key, min({work}.persian(w.{column})) AS name, bool_or(w.{column} <> {work}.persian(w.{column})) AS respelt
    FROM {wanted} AS w
    WHERE NOT w.skipped AND w.{column} > ''
      AND NOT EXISTS (SELECT FROM {work}.entity AS e WHERE e.kind = {kind} AND e.key = w.{column|#_key})
      AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.kind = {kind} AND r.key = w.{column|#_key})
    GROUP BY w.{column|#_key}
)
INSERT INTO {work}.entity (kind, id, name, key, made, respelt)
SELECT {kind}, greatest(?, (SELECT max(id) FROM {work}.entity WHERE kind = {kind})) + row_number() OVER (ORDER BY key), name, key, true,
       respelt
FROM missing
