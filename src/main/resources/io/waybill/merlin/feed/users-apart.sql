-- The target has both addresses, of two users.
INSERT INTO {work}.row_fault
SELECT number, 'former_email', 'both-addresses-known', former,
       'an address that nobody has any more: user ' || former_id || ' has it, and user ' || id || ' has the other one',
       'Two users cannot become one here: correct their addresses in the application, or leave this cell blank.', NULL
FROM {work}.wanted_user
WHERE NOT skipped AND NOT renamed AND NOT settled AND id <> former_id;

-- Two rows about one user, by different addresses.
INSERT INTO {work}.row_fault
SELECT w.number, 'email', 'same-user', w.email, 'one address for user ' || w.id || '; lines ' || same.lines || ' are about that user',
       'Keep one of these rows.', NULL
FROM {work}.wanted_user AS w
JOIN (SELECT id, string_agg(line::text, ', ' ORDER BY number) AS lines
      FROM {work}.wanted_user
      WHERE NOT skipped AND id IS NOT NULL
      GROUP BY id
      HAVING count(*) > 1) AS same ON same.id = w.id
WHERE NOT w.skipped
