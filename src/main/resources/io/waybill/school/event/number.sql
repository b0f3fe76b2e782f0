-- Numbers for events that are new, in the order of their days.
UPDATE {work}.wanted_event AS w SET id = n.id
FROM (
    SELECT source_key, day, (SELECT coalesce(max(id), 0) FROM {now.events}) + row_number() OVER (ORDER BY day, source_key) AS id
    FROM {work}.wanted_event
    WHERE fresh
) AS n
WHERE w.source_key = n.source_key AND w.day = n.day AND w.fresh;
CREATE UNIQUE INDEX ON {work}.wanted_event (id);
CREATE INDEX ON {work}.wanted_event (entry, day);
ANALYZE {work}.wanted_event
