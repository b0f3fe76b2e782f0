DELETE FROM {stage} WHERE NOT pg_input_is_valid({column}, ?)
