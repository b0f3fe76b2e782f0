-- Numbers for events that are new, in the order of their days.
UPDATE {work}.wanted_event AS w SET id = n.id
FROM (
    SELECT source_key, day, {top.events} + row_number() OVER (ORDER BY day, source_key) AS id
    FROM {work}.wanted_event
    WHERE fresh
) AS n
WHERE w.source_key = n.source_key AND w.day = n.day AND w.fresh;
-- All joins go through the whole table once, so that an index would cost more than it saves; a small sample is enough for them.
SET LOCAL default_statistics_target = 10;
ANALYZE {work}.wanted_event (id, entry, day);
SET LOCAL default_statistics_target TO DEFAULT
