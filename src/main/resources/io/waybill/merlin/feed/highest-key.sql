-- The highest key that a table has or has ever given out.
SELECT greatest(coalesce(max(id), 0), coalesce(pg_sequence_last_value(pg_get_serial_sequence({literal}, 'id')::regclass), 0)) FROM {target}
