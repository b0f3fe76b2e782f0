-- The e-mail address of a new user is also the login name, whose column is shorter; so is that of one whose login name follows the address.
INSERT INTO {work}.row_fault
SELECT number, 'email', 'email-too-long', email, 'at most 150 characters, because the login name is the address', NULL, NULL
FROM {work}.wanted_user AS w
WHERE NOT skipped AND length(email) > 150
  AND (fresh OR renamed AND EXISTS (SELECT FROM {target.user} AS t WHERE t.id = w.id AND lower(t.username) = lower(t.email)))
