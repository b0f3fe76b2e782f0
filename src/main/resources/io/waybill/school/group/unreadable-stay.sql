-- Whoever may be meant by a row that cannot be read does not leave.
DELETE FROM {work}.member_change AS c
USING {work}.group_row AS g
WHERE g.id = c.group_id AND EXISTS (SELECT FROM {work}.unreadable_link)
  AND NOT EXISTS (SELECT FROM {work}.wanted AS w WHERE w.group_id = c.group_id AND w.element_id = c.element_id)
  AND EXISTS (
    SELECT
    FROM {work}.unreadable_link AS u
    LEFT JOIN {work}.found AS e ON e.kind = 'pupil' AND e.source_id = u.pupil
    WHERE u.kind = g.kind AND (u.id IS NULL OR u.id = g.source_id) AND (u.pupil IS NULL OR e.element_id = c.element_id))
