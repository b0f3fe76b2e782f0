-- Rows about the same thing: one of them stands for all. Which one, and so the spelling that is used, does not depend on their order. Rows
-- with an earlier assignment of a user do not stand for the user.
INSERT INTO {work}.repeated
SELECT {model}, number, first
FROM (SELECT number, first_value(number) OVER (PARTITION BY {key} ORDER BY {earlier|number IN (SELECT number FROM #)| OR |false}, {name}::text COLLATE "C" DESC, number) AS first
      FROM {wanted}
      WHERE NOT skipped) AS w
WHERE number <> first
