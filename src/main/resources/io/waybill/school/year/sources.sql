-- The sources that the calendar has.
SELECT name FROM {target.datasources} ORDER BY name
