COPY (SELECT {columns} FROM {table} ORDER BY {key}) TO STDOUT
