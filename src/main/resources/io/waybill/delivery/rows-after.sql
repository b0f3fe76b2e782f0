SELECT {columns} FROM {desired} AS d UNION ALL SELECT {columns} FROM {stays} AS t
