-- A new user's name for the login is the e-mail address, and has less room.
INSERT INTO {work}.fate
SELECT number, 'email', 'email-too-long', email, 'at most 150 characters, because a new user''s login name is the address', NULL, NULL
FROM {work}.wanted_user
WHERE fresh AND NOT dead AND length(email) > 150
