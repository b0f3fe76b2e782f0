-- Nobody knows how many of the drop's rows such conditions leave: without this, they are compared row by row.
SET LOCAL enable_nestloop = off;

-- New addresses that somebody else has, whose own does not change.
INSERT INTO {work}.row_fault
SELECT w.number, 'email', 'address-in-use', w.email, 'an address that nobody has: user ' || min(e.id) || ' has it',
       'Correct it, or change the address of that user in the same drop.', NULL
FROM {work}.wanted_user AS w
JOIN {work}.entity AS e ON e.kind = 'user' AND e.key = w.key AND e.number IS NULL AND e.id <> w.id
WHERE w.renamed AND NOT w.skipped
  AND NOT EXISTS (SELECT FROM {work}.wanted_user AS other
                  WHERE other.id = e.id AND other.renamed AND NOT other.skipped AND other.key <> e.key)
GROUP BY w.number, w.email;

-- The login name of a new user is the address, and one that was the address follows it: others may have it.
INSERT INTO {work}.row_fault
SELECT w.number, 'email', 'email-taken', w.email, 'an address that is no other user''s login name: user ' || t.id || ' has it',
       'If the row is about that user, answer with ' || t.email || '; otherwise change that user''s login name in the application.', 'user'
FROM {work}.wanted_user AS w
JOIN {target.user} AS t ON t.username = w.email AND t.id <> w.id
WHERE NOT w.skipped AND NOT EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = w.number AND f.rule = 'address-in-use')
  AND (w.fresh OR w.renamed AND EXISTS (SELECT FROM {target.user} AS own WHERE own.id = w.id AND lower(own.username) = lower(own.email)))
  AND NOT EXISTS (SELECT FROM {work}.wanted_user AS other
                  WHERE other.id = t.id AND other.renamed AND NOT other.skipped AND lower(t.username) = lower(t.email));

SET LOCAL enable_nestloop TO DEFAULT
