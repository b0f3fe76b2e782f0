COPY {work}.{table} ({columns}) FROM STDIN
