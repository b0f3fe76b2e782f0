SELECT t.* FROM {table} AS t WHERE false
