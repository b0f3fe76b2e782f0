-- The groups of the current era that are still there on its last day. Parameter: the day after it.
INSERT INTO {work}.group_gone (group_id)
SELECT g.id
FROM {target.settings} AS s
JOIN {target.groups} AS g ON g.era_id = s.current_era_id AND NOT g.withdrawn AND (upper_inf(g.during) OR upper(g.during) >= ?::date)
