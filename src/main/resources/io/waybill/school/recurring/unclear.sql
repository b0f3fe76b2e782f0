SELECT f.place, f.field, f.kind, f.name, f.found FROM {work}.recurring_found AS f WHERE f.found <> 1 ORDER BY f.place, f.field, f.name COLLATE "C"
