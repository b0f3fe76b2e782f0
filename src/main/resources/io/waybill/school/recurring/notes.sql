-- The notes of definitions are those of their events. One that is taken away is left without words.
INSERT INTO {stage.notes} (id, event_id, commitment_id, kind, contents, waybill_offset)
SELECT coalesce(n.id, top.id + row_number() OVER (PARTITION BY n.id IS NULL ORDER BY w.id)), w.id, NULL, 'yaml', coalesce(r.note, ''), 0
FROM (SELECT coalesce(max(id), 0) AS id FROM {target.notes}) AS top
CROSS JOIN {work}.wanted_event AS w
LEFT JOIN (
    SELECT key, string_agg(DISTINCT note, E'\n' ORDER BY note) AS note FROM {work}.recurring WHERE note IS NOT NULL GROUP BY key
) AS r ON r.key = w.source_key
LEFT JOIN LATERAL (
    SELECT t.id, t.contents FROM {target.notes} AS t WHERE t.event_id = w.id AND t.kind = 'yaml' ORDER BY t.id LIMIT 1
) AS n ON true
WHERE CASE WHEN n.id IS NULL THEN r.note IS NOT NULL ELSE n.contents <> coalesce(r.note, '') END
