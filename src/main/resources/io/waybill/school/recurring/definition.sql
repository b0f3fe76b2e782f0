INSERT INTO {work}.recurring (place, key, file, category, title, starts, ends, days, weeks, first, last, occurrences, greyed, organiser, note)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
