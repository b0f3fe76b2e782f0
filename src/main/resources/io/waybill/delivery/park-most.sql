SELECT max(v) FROM (SELECT max({column}) AS v FROM {table} UNION ALL SELECT max({column}) FROM {stage}) AS both_sides
