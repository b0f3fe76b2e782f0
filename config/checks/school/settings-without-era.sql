-- severity: error
-- sentence: The current era of the calendar has no last day.
SELECT 'era ' || e.id
FROM settings AS s
JOIN eras AS e ON e.id = s.current_era_id
WHERE upper_inf(e.during)
