-- severity: warning
-- sentence: Teams belong to no tribe (this is allowed).
SELECT 'team ' || id FROM api_team WHERE tribe_id IS NULL ORDER BY id
