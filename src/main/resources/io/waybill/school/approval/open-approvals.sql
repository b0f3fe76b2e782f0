-- What waits for somebody's decision, and what somebody has declined, in events that are not over: of owned elements what is requested, of
-- things and places what is rejected in events that people have made. Parameters: the beginning of today; how many rows at most.
SELECT c.id, c.status = 'requested' AS pending, el.id AS element_id, el.name AS element, e.body AS event, e.starts_at, e.all_day,
       CASE c.status WHEN 'rejected' THEN c.reason ELSE '' END AS reason,
       coalesce(nullif(s.initials, ''), u.name, 'Somebody') AS proposer,
       ARRAY(SELECT w.name FROM concerns AS o JOIN users AS w ON w.id = o.user_id WHERE o.element_id = el.id AND o.owns ORDER BY w.name)
           AS owners
FROM commitments AS c
JOIN elements AS el ON el.id = c.element_id
JOIN events AS e ON e.id = c.event_id
LEFT JOIN users AS u ON u.id = e.owner_id
LEFT JOIN staffs AS s ON s.id = u.staff_id
WHERE NOT c.withdrawn AND NOT e.withdrawn AND e.ends_at > ?
  AND (c.status = 'requested' AND (el.owned OR EXISTS (SELECT FROM concerns AS o WHERE o.element_id = el.id AND o.owns))
       OR c.status = 'rejected' AND el.pupil_id IS NULL AND el.staff_id IS NULL AND e.source_key IS NULL)
ORDER BY pending DESC, el.name, el.id, e.starts_at, e.id, c.id
LIMIT ?
