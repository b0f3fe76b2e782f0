WITH gone AS (DELETE FROM {stage} WHERE NOT pg_input_is_valid({column}, ?) RETURNING {key})
INSERT INTO {refused} ({key}) SELECT {key,keytypes|#1::#2} FROM gone
