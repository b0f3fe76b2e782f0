-- The relations of wanted users as they will be.
UPDATE {work}.wanted_user AS w
SET next_team = {work}.relation(t.team_id, w.team_id, w.team = ''),
    next_chapter = {work}.relation(t.chapter_id, w.chapter_id, w.chapter = ''),
    next_leader = {work}.relation(t.leader_id, w.leader_id, w.leader = ''),
    next_coach = CASE WHEN w.past THEN t.agile_coach_id ELSE {work}.relation(t.agile_coach_id, w.coach_id, w.coach = '') END,
    next_organization = coalesce(
        CASE WHEN w.past THEN t.organization_id ELSE {work}.relation(t.organization_id, w.organization_id, w.organization = '') END,
        -- a new user belongs to the only organization, when there is only one
        CASE WHEN w.fresh AND w.organization IS NULL
             THEN (SELECT min(id) FROM {work}.entity WHERE kind = 'organization' HAVING count(*) = 1) END)
FROM {work}.wanted_user AS self
LEFT JOIN {target.user} AS t ON t.id = self.id
WHERE w.number = self.number AND NOT w.skipped
