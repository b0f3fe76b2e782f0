COPY {rows} (waybill_row, {columns}) FROM STDIN
