(SELECT greatest(q.last_value - CASE WHEN q.is_called THEN 0 ELSE 1 END, coalesce((SELECT max({column}) FROM {table}), 0)) FROM {sequence} AS q)
    + row_number() OVER (ORDER BY {key|s.#})
