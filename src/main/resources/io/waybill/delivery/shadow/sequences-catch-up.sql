-- Numbers that live sequences have drawn, and those that take their place have not. Parameters: the live ones, the others in the same order.
SELECT setval(coming, pg_sequence_last_value(live))
FROM unnest(?::regclass[], ?::regclass[]) AS pairs (live, coming)
WHERE pg_sequence_last_value(live) IS NOT NULL
  AND (pg_sequence_last_value(coming) IS NULL OR pg_sequence_last_value(coming) < pg_sequence_last_value(live))
