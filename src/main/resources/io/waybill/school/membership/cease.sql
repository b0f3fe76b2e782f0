-- Groups that change when they end as of a day: DatedGroup.ceased for all of these at once. Parameters: the day, four times.
INSERT INTO {changes} (group_id, during, withdrawn)
SELECT g.id, CASE WHEN lower(g.during) < ?::date THEN daterange(lower(g.during), ?::date) ELSE g.during END, lower(g.during) >= ?::date
FROM {groups} AS g
JOIN {scope} AS s ON s.group_id = g.id
WHERE NOT g.withdrawn AND (upper_inf(g.during) OR upper(g.during) > ?::date)
