-- The salt in a user's data is part of the address of their private calendar feed: with a different salt their subscriptions stop
-- working. The old values are in the journal of this waybill; they are not shown.
-- severity: error
-- sentence: Users of Play would lose the address of their private calendar feed.
SELECT DISTINCT was.fullpath
FROM (SELECT change.before[array_position(plan.columns, 'fullpath')] AS fullpath,
             substring(change.before[array_position(plan.columns, 'data')] FROM '"salt"\s*:\s*"([^"]*)"') AS salt
      FROM waybill.plans AS plan
      JOIN waybill.changes AS change ON change.waybill = plan.waybill AND change.plan = plan.ordinal
      WHERE plan.waybill = current_setting('waybill.number')::bigint
        AND plan.table_name = 'timetables_thing'
        AND plan.updated + plan.deleted > 0
        AND change.kind IN ('u', 'd')) AS was
JOIN timetables_thing AS now ON now.fullpath = was.fullpath
WHERE was.fullpath LIKE 'user/%'
  AND was.salt IS NOT NULL
  AND was.salt IS DISTINCT FROM substring(now.data FROM '"salt"\s*:\s*"([^"]*)"')
ORDER BY 1
