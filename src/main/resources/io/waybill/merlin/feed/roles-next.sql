-- The roles that change hands, with the old and the new holder.
CREATE UNLOGGED TABLE {work}.role_next AS
SELECT c.*, h.holder AS former
FROM (SELECT DISTINCT ON (model, place_column, place) model, place_column, place, role, holder, number
      FROM {work}.role_claim
      ORDER BY model, place_column, place, resigner IS NOT NULL, number) AS c
LEFT JOIN {work}.role_held AS h USING (model, place_column, place)
WHERE c.holder IS DISTINCT FROM h.holder;

-- They are changed in the rows of their organizations and tribes; holders may join a committee.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT model, place, NULL::bigint, false FROM {work}.role_next
UNION
SELECT 'user', holder, NULL, false FROM {work}.role_next WHERE holder IS NOT NULL
ON CONFLICT DO NOTHING
