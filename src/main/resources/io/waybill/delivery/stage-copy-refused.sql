COPY {refused} ({key}) FROM STDIN (FORMAT binary)
