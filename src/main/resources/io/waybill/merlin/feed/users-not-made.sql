-- Users who are named but missing, and cannot be made: the address is too long for a login name, or it is the login name or second address
-- of somebody whom the target has. What refers to them finds nothing.
INSERT INTO {work}.row_fault
SELECT w.number, ?, 'email-too-long', w.{column}, 'at most 150 characters, because the login name of a new user is the address', NULL, NULL
FROM {wanted} AS w
WHERE NOT w.skipped AND length(w.{column}) > 150
  AND EXISTS (SELECT FROM {work}.entity AS e WHERE e.kind = 'user' AND e.made AND e.key = w.{column|#_key});

DELETE FROM {work}.entity AS e
WHERE e.kind = 'user' AND e.made
  AND (length(e.name) > 150
       OR e.key IN (SELECT {work}.email_key(username) FROM {target.user})
       OR e.key IN (SELECT {work}.email_key(gmail) FROM {target.user} WHERE gmail > '' GROUP BY 1 HAVING count(*) = 1))
