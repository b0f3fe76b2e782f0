SELECT setval(CAST(? AS regclass), ?)
FROM {sequence} AS s
WHERE s.last_value < ? OR s.last_value = ? AND NOT s.is_called
