-- A refresh keeps Play's users whatever Live has. The users from before are in the journal of this waybill; "user/" is users.root of
-- timetable.yaml.
-- severity: error
-- sentence: Users of Play would be lost.
SELECT was.fullpath
FROM (SELECT change.before[array_position(plan.columns, 'fullpath')] AS fullpath
      FROM waybill.plans AS plan
      JOIN waybill.changes AS change ON change.waybill = plan.waybill AND change.plan = plan.ordinal
      WHERE plan.waybill = current_setting('waybill.number')::bigint
        AND plan.table_name = 'timetables_thing'
        AND plan.updated + plan.deleted > 0
        AND change.kind IN ('u', 'd')) AS was
WHERE was.fullpath LIKE 'user/%'
EXCEPT
SELECT fullpath FROM timetables_thing
ORDER BY 1
