SELECT {key} FROM {desired} AS d UNION ALL SELECT {key} FROM {stays} AS t UNION ALL SELECT {key} FROM {refused} AS r
