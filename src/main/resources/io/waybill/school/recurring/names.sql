SELECT DISTINCT kind, name FROM {work}.recurring_known ORDER BY kind, name
