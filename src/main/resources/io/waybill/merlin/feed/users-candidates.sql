-- Whom rejected rows may mean: users of the target who have the address otherwise than as their e-mail address, or share something with the
-- person of the row.
WITH missed AS MATERIALIZED (
    SELECT DISTINCT number, field, rule, lower(found COLLATE "C") AS key
    FROM {work}.row_fault
    WHERE kind = 'user' AND rule IN ('user-not-found', 'email-taken')
), known AS MATERIALIZED (
    SELECT email, {work}.email_key(username) AS username, {work}.email_key(gmail) AS gmail
    FROM {target.user}
    WHERE email > '' AND EXISTS (SELECT FROM missed)
)
SELECT m.number, m.field, k.email, true AS username, false AS gmail, false AS phone, false AS name
FROM missed AS m
JOIN known AS k ON k.username = m.key
UNION ALL
SELECT m.number, m.field, k.email, false, true, false, false
FROM missed AS m
JOIN known AS k ON k.gmail = m.key
WHERE m.rule = 'user-not-found'
UNION ALL
SELECT s.number, 'email', s.email, s.username, s.gmail, s.phone, s.name
FROM {work}.suspect AS s
WHERE EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = s.number AND f.rule IN ('email-taken', 'email-changed'))
