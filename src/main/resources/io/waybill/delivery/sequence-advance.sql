SELECT setval(CAST(? AS regclass), greatest(reached.greatest, s.last_value))
FROM (SELECT max({column})::bigint AS greatest FROM {table}) AS reached, {sequence} AS s
WHERE reached.greatest > s.last_value OR reached.greatest = s.last_value AND NOT s.is_called
