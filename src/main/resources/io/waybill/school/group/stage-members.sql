-- Takes the rows that a step has found to change into the stage; new ones get their numbers in the order of groups and members.
INSERT INTO {stage.memberships} (id, group_id, element_id, during, inverse, withdrawn, waybill_offset)
SELECT coalesce(c.id, top.id + row_number() OVER (PARTITION BY c.id IS NULL ORDER BY c.group_id, c.element_id, lower(c.during))),
       c.group_id, c.element_id, c.during, c.inverse, c.withdrawn, 0
FROM {work}.member_change AS c
CROSS JOIN (SELECT {top.memberships} AS id) AS top
ON CONFLICT (id) DO UPDATE SET during = excluded.during, withdrawn = excluded.withdrawn;
TRUNCATE {work}.member_change;
ANALYZE {stage.memberships};
