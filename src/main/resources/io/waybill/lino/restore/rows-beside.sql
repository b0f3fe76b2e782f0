(SELECT {columns} FROM {stage} UNION ALL SELECT {columns} FROM {table})
