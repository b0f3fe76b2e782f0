UPDATE waybill.rejects AS r
SET state = n.state, closed_by = ?, closed_at = ?
FROM unnest(?::bigint[], ?::text[]) AS n (id, state)
WHERE r.id = n.id AND r.state = 'open'
