-- The new users of the drop who share with a user of the target what only that one has: the login name, the second address, the telephone
-- number, the name. A user whom another row of the drop is about is not meant, but is one who has it.
-- Nobody knows how many rows such lists have: without this, they are compared row by row.
SET LOCAL enable_nestloop = off;
INSERT INTO {work}.suspect
WITH fresh AS MATERIALIZED (
    SELECT number, key, nullif({work}.email_key(gmail), '') AS gmail, {work}.phone_key(phone) AS phone,
           {work}.name_key(name) AS name
    FROM {work}.wanted_user
    WHERE fresh AND NOT skipped AND former IS NULL
), known AS MATERIALIZED (
    SELECT id, email, {work}.email_key(email) AS key, {work}.email_key(username) AS username, nullif({work}.email_key(gmail), '') AS gmail,
           {work}.phone_key(phone) AS phone, {work}.name_key(name) AS name,
           id IN (SELECT id FROM {work}.wanted_user WHERE id IS NOT NULL) AS in_drop
    FROM {target.user} AS t
    WHERE email > ''
), second AS (
    SELECT second, min(id) AS id
    FROM (SELECT gmail AS second, id FROM known WHERE gmail IS NOT NULL UNION SELECT key, id FROM known) AS own
    GROUP BY second
    HAVING count(*) = 1
), shared AS (
    SELECT f.number, k.id, 'username' AS what FROM fresh AS f JOIN known AS k ON k.username = f.key
    UNION ALL
    SELECT f.number, k.id, 'gmail'
    FROM (SELECT number, key AS second FROM fresh UNION SELECT number, gmail FROM fresh) AS f
    JOIN second AS k ON k.second = f.second
    UNION ALL
    SELECT f.number, k.id, 'phone'
    FROM fresh AS f
    JOIN (SELECT phone, min(id) AS id FROM known GROUP BY phone HAVING count(*) = 1) AS k ON k.phone = f.phone
    UNION ALL
    SELECT f.number, k.id, 'name'
    FROM fresh AS f
    JOIN (SELECT name, min(id) AS id FROM known GROUP BY name HAVING count(*) = 1) AS k ON k.name = f.name
), together AS (
    SELECT number, id, bool_or(what = 'username') AS username, bool_or(what = 'gmail') AS gmail, bool_or(what = 'phone') AS phone
    FROM shared
    GROUP BY number, id
)
SELECT t.number, t.id, k.email, t.username, t.gmail, t.phone, coalesce(f.name = k.name, false), coalesce(f.name <> k.name, false)
FROM together AS t
JOIN fresh AS f ON f.number = t.number
JOIN known AS k ON k.id = t.id AND NOT k.in_drop;
SET LOCAL enable_nestloop TO DEFAULT;
ANALYZE {work}.suspect;

-- Whose login name the address is, is that user.
INSERT INTO {work}.row_fault
SELECT s.number, 'email', 'email-taken', w.email, 'an address that is no other user''s login name: user ' || s.id || ' has it',
       'If the row is about that user, answer with ' || s.email || '; otherwise change that user''s login name in the application.', 'user'
FROM {work}.suspect AS s
JOIN {work}.wanted_user AS w ON w.number = s.number
WHERE s.username;

-- A second address or telephone number of somebody who is not called otherwise, or both of them: probably that user has a new address.
INSERT INTO {work}.row_fault
SELECT s.number, 'email', 'email-changed', w.email,
       'the address of somebody new: user ' || s.id || ' has the same '
       || concat_ws(' and ', CASE WHEN s.name THEN 'name' END, CASE WHEN s.gmail THEN 'second address' END,
                    CASE WHEN s.phone THEN 'telephone number' END),
       'If it is the same person, answer with ' || s.email || ', and that user gets this address; if not, answer with this one again.', 'user'
FROM {work}.suspect AS s
JOIN {work}.wanted_user AS w ON w.number = s.number
WHERE (s.gmail AND s.phone OR (s.gmail OR s.phone) AND NOT s.other_name)
  AND NOT EXISTS (SELECT FROM {work}.suspect AS same WHERE same.number = s.number AND same.username)
