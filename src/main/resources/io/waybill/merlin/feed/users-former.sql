-- Users whose address the drop changes: the row gives the former one, by which the target knows them.
UPDATE {work}.wanted_user SET former_key = {work}.email_key(former) WHERE former IS NOT NULL AND NOT skipped;

UPDATE {work}.wanted_user AS w
SET former_id = found.id
FROM (SELECT s.number,
             CASE WHEN count(*) FILTER (WHERE e.name = s.former) = 1 THEN min(e.id) FILTER (WHERE e.name = s.former)
                  WHEN count(*) FILTER (WHERE NOT e.odd) = 1 THEN min(e.id) FILTER (WHERE NOT e.odd)
                  WHEN count(*) = 1 THEN min(e.id) END AS id
      FROM {work}.wanted_user AS s
      JOIN {work}.entity AS e ON e.kind = 'user' AND e.key = s.former_key AND e.number IS NULL
      WHERE NOT s.skipped
      GROUP BY s.number) AS found
WHERE w.number = found.number;

-- The target has only the former address: it becomes the new one. Or it has the address in another spelling.
UPDATE {work}.wanted_user AS w
SET id = w.former_id, renamed = true
FROM {target.user} AS t
WHERE NOT w.skipped AND t.id = w.former_id AND (w.id IS NULL OR w.id = w.former_id AND t.email <> w.email);

-- A former address that is unknown, or means several users. One that is the address itself says that the person is new.
INSERT INTO {work}.row_fault
SELECT w.number, 'former_email', CASE WHEN a.names IS NULL THEN 'user-not-found' ELSE 'ambiguous-user' END, w.former,
       CASE WHEN a.names IS NULL THEN 'the address by which the target knows the user' ELSE 'one of ' || a.names || ', spelt exactly so' END,
       'Correct it, or leave it blank for somebody new.', 'user'
FROM {work}.wanted_user AS w
CROSS JOIN LATERAL (
    SELECT string_agg(e.name || ' (' || e.id || ')', ', ' ORDER BY e.id) AS names
    FROM {work}.entity AS e
    WHERE e.kind = 'user' AND e.key = w.former_key AND e.number IS NULL) AS a
WHERE NOT w.skipped AND w.former IS NOT NULL AND w.former_id IS NULL AND w.former_key <> w.key
  AND (a.names IS NOT NULL OR w.id IS NULL)
