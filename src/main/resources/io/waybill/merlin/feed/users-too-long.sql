-- The e-mail address of a new user is also the login name, whose column is shorter.
INSERT INTO {work}.row_fault
SELECT number, 'email', 'email-too-long', email, 'at most 150 characters, because a new user''s login name is the address', NULL, NULL
FROM {work}.wanted_user
WHERE fresh AND NOT skipped AND length(email) > 150
