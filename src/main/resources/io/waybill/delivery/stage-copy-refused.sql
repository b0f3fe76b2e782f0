COPY {refused} ({key}) FROM STDIN (FORMAT text, ENCODING 'UTF8')
