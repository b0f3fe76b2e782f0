-- The others are new. Their keys are above all earlier ones, in an order that does not depend on the file.
WITH made AS (
    UPDATE {wanted} AS w
    SET id = ? + f.place, fresh = true, {name} = {work}.persian(w.{name})
    FROM (SELECT number, {name} AS written, row_number() OVER (ORDER BY key, number) AS place FROM {wanted} WHERE NOT skipped AND id IS NULL) AS f
    WHERE w.number = f.number
    RETURNING w.id, w.{name} AS name, w.key, w.number, w.{name} <> f.written AS respelt
)
INSERT INTO {work}.entity (kind, id, name, key, number, respelt)
SELECT ?, id, name, key, number, respelt FROM made
