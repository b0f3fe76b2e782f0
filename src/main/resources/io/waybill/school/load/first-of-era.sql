-- Whether a calendar that has groups has none of the era that is loaded.
SELECT EXISTS (SELECT FROM {target.groups})
   AND NOT EXISTS (SELECT FROM {target.groups} AS g JOIN {work}.frame AS f ON f.era_id = g.era_id)
