-- Who is written to about each of these commitments. Of what is pending the owners of the element, and all administrators, as far as they want
-- to be; of what was declined those who have made or organise the event, and who take part in it of the staff. Parameter: ids of commitments.
SELECT c.id, p.email
FROM commitments AS c
JOIN events AS e ON e.id = c.event_id
CROSS JOIN LATERAL (
    SELECT u.email
    FROM users AS u
    WHERE c.status = 'requested' AND u.email_notification
      AND (u.administrator OR EXISTS (SELECT FROM concerns AS o WHERE o.user_id = u.id AND o.element_id = c.element_id AND o.owns))
    UNION
    SELECT u.email FROM users AS u WHERE c.status = 'rejected' AND u.id = e.owner_id
    UNION
    SELECT s.email
    FROM elements AS el
    JOIN staffs AS s ON s.id = el.staff_id
    WHERE c.status = 'rejected' AND el.id = e.organiser_id
    UNION
    SELECT s.email
    FROM commitments AS t
    JOIN elements AS el ON el.id = t.element_id
    JOIN staffs AS s ON s.id = el.staff_id
    WHERE c.status = 'rejected' AND t.event_id = e.id AND NOT t.withdrawn AND t.covering_id IS NULL
) AS p
WHERE c.id = ANY (?) AND p.email LIKE '_%@_%'
ORDER BY p.email, c.id
