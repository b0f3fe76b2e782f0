-- With a name that means nothing, or several things, a definition is broken.
INSERT INTO {work}.recurring_frozen (file, key)
SELECT DISTINCT r.file, r.key
FROM {work}.recurring AS r
JOIN {work}.recurring_found AS f ON f.place = r.place AND f.found <> 1
