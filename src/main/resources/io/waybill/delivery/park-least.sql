SELECT min(v) FROM (SELECT min({column}) AS v FROM {table} UNION ALL SELECT min({column}) FROM {stage}) AS both_sides
