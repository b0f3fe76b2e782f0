-- Whether there is a source of that name. Parameter: its name.
SELECT count(*) FROM {target.datasources} WHERE name = ?::text
