-- Names that mean nobody, or several.
SELECT m.place, m.name, m.found FROM {work}.extra_member AS m WHERE m.found <> 1 ORDER BY m.place, m.name COLLATE "C"
