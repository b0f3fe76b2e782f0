SELECT {number} AS number, ctid AS place, xmin AS writer FROM {table} WHERE age(xmin) <= age({horizon})
