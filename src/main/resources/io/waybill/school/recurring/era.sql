SELECT e.name, lower(e.during) AS first, upper(e.during) - 1 AS last
FROM {target.settings} AS s
JOIN {target.eras} AS e ON e.id = s.current_era_id
WHERE NOT upper_inf(e.during)
