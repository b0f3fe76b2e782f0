COPY (SELECT {columns} FROM {table} AS dumped ORDER BY {order}) TO STDOUT
