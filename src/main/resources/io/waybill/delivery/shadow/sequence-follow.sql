-- Goes on after the greatest number in use and after the last one that the live table has drawn.
SELECT setval(CAST(? AS regclass), CASE WHEN ahead THEN reached.greatest ELSE reached.last_value END, ahead OR reached.is_called)
FROM (SELECT m.greatest, q.last_value, q.is_called, coalesce(m.greatest >= q.last_value, false) AS ahead
      FROM (SELECT max({column})::bigint AS greatest FROM {coming}) AS m, {sequence} AS q) AS reached
