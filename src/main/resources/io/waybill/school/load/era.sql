-- The era of a name, or else the current one, or else that of another name where there are no settings. Parameters: the name, twice; the other.
SELECT e.name, lower(e.during) AS first, upper(e.during) - 1 AS last, e.source_id
FROM {target.eras} AS e
LEFT JOIN {target.settings} AS s ON true
WHERE CASE
          WHEN ?::text IS NOT NULL THEN e.name = ?::text
          WHEN s.id IS NOT NULL THEN e.id = s.current_era_id
          ELSE e.name = ?::text
      END
