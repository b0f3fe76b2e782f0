-- Roles whose holders leave: who are no longer active, or no longer belong to the organization or tribe whose role it is; and roles that are
-- given to somebody who is not active.
WITH held AS (
    SELECT model, place_column, place, holder, false AS given
    FROM {work}.role_held AS h
    WHERE NOT EXISTS (SELECT FROM {work}.role_next AS r
                      WHERE r.model = h.model AND r.place_column = h.place_column AND r.place = h.place)
    UNION ALL
    SELECT model, place_column, place, holder, true FROM {work}.role_next WHERE holder IS NOT NULL
), holder AS (
    SELECT held.*, t.is_active AS was_active, t.organization_id AS was_of, was.tribe_id AS was_in,
           CASE WHEN s.id IS NULL THEN t.is_active ELSE s.is_active END AS is_active,
           CASE WHEN s.id IS NULL THEN t.organization_id ELSE s.organization_id END AS is_of,
           becomes.tribe_id AS is_in, coalesce(s.name, t.name) AS name, coalesce(s.email, t.email) AS email
    FROM held
    LEFT JOIN {target.user} AS t ON t.id = held.holder
    LEFT JOIN {stage.user} AS s ON s.id = held.holder
    LEFT JOIN {target.team} AS was ON was.id = t.team_id
    LEFT JOIN {work}.team_next AS becomes ON becomes.id = CASE WHEN s.id IS NULL THEN t.team_id ELSE s.team_id END
)
SELECT r.role, e.name AS place, h.is_active AS active,
       coalesce(nullif(h.name, '') || ' (' || h.email || ')', h.email, 'user ' || h.holder) AS holder
FROM holder AS h
JOIN {work}.role_place AS r USING (model, place_column)
JOIN {work}.entity AS e ON e.kind = h.model AND e.id = h.place
WHERE NOT h.is_active AND (h.was_active IS NOT FALSE OR h.given)
   OR h.model = 'organization' AND h.was_of = h.place AND h.is_of IS DISTINCT FROM h.place
   OR h.model = 'tribe' AND h.was_in = h.place AND h.is_in IS DISTINCT FROM h.place
ORDER BY r.role, e.name, e.id
