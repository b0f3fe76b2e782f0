-- The users whose events are in the drop.
CREATE UNLOGGED TABLE {work}.person AS
SELECT w.key, w.email,
       CASE WHEN count(e.id) FILTER (WHERE e.name = w.email) = 1 THEN min(e.id) FILTER (WHERE e.name = w.email)
            WHEN count(e.id) FILTER (WHERE NOT e.odd) = 1 THEN min(e.id) FILTER (WHERE NOT e.odd)
            WHEN count(e.id) = 1 THEN min(e.id) END AS id,
       string_agg(e.name || ' (' || e.id || ')', ', ' ORDER BY e.id) AS names
FROM (SELECT DISTINCT key, email FROM {work}.wanted_event) AS w
LEFT JOIN {work}.entity AS e ON e.kind = 'user' AND e.key = w.key
GROUP BY w.key, w.email;
ANALYZE {work}.person;

INSERT INTO {work}.row_fault
SELECT w.number, 'user_email', CASE WHEN p.names IS NULL THEN 'user-not-found' ELSE 'ambiguous-user' END, w.email,
       CASE WHEN p.names IS NULL THEN 'the e-mail address of a user' ELSE 'one of ' || p.names || ', spelt exactly so' END,
       CASE WHEN p.names IS NULL AND r.key IS NOT NULL
            THEN 'Its own row in this drop is a reject: mend that one, and drop both together.' ELSE 'Correct it, or drop the user first.' END,
       'user', CASE WHEN p.names IS NULL AND r.key IS NOT NULL THEN r.waits + 1 ELSE 0 END
FROM {work}.wanted_event AS w
JOIN {work}.person AS p USING (key, email)
LEFT JOIN (SELECT key, min(waits) AS waits FROM {work}.rejected WHERE kind = 'user' GROUP BY key) AS r USING (key)
WHERE p.id IS NULL
