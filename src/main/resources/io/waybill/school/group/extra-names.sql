-- Parameter: a kind. The names that its members have.
SELECT DISTINCT k.name FROM {work}.extra_known AS k WHERE k.kind = ?::text
