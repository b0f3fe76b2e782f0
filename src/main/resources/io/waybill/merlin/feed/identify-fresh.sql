-- The others are new. Their keys are above all earlier ones, in an order that does not depend on the file.
WITH made AS (
    UPDATE {wanted} AS w
    SET id = ? + f.place, fresh = true
    FROM (SELECT number, row_number() OVER (ORDER BY key, number) AS place FROM {wanted} WHERE NOT skipped AND id IS NULL) AS f
    WHERE w.number = f.number
    RETURNING w.id, w.{name} AS name, w.key, w.number
)
INSERT INTO {work}.entity (kind, id, name, key, number)
SELECT ?, id, name, key, number FROM made
