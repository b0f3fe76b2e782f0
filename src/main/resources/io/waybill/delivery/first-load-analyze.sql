-- What joins need, at once; the server looks at the other columns in its own time.
ANALYZE {table} ({searched})
