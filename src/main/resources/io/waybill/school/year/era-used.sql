-- Groups of an era that is not the next one. Parameter: its name.
SELECT count(*) FROM {target.eras} AS e JOIN {target.groups} AS g ON g.era_id = e.id
WHERE e.name = ?::text AND NOT EXISTS (SELECT FROM {target.settings} AS s WHERE s.next_era_id = e.id)
