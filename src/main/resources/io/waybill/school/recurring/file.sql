INSERT INTO {work}.recurring_file (file) VALUES (?)
