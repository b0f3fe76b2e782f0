-- The organizations and tribes whose roles are given to users.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT role_model, role_at, NULL::bigint, false
FROM {work}.wanted_user
WHERE NOT skipped AND role_at IS NOT NULL
ON CONFLICT DO NOTHING
