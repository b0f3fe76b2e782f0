-- Marks the open rejects with these causes to be tried again unchanged, because something else has changed. What somebody else has chosen
-- stays.
INSERT INTO waybill.choices AS ch (reject, chosen_by, chosen_at)
SELECT id, ?, ?
FROM waybill.rejects
WHERE system = ? AND kind = ? AND rule = ? AND cause = ANY (SELECT ARRAY[first] FROM unnest(?::text[]) AS first) AND state = 'open'
ON CONFLICT (reject) DO UPDATE
SET answer = NULL, cells = NULL, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
WHERE ch.chosen_by = excluded.chosen_by
