(SELECT {key} FROM {table} WHERE false)
