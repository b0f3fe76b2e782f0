-- Groups whose members have to be cut to other days. When a group begins earlier because a late week says so, nobody in it does.
INSERT INTO {work}.group_moved (group_id, during, withdrawn)
SELECT group_id, during, withdrawn FROM {work}.group_end
UNION ALL
SELECT r.id, CASE WHEN r.by_day THEN daterange(lower(r.was), upper(r.during)) ELSE r.during END, false
FROM {work}.group_row AS r
WHERE r.was <> r.during AND NOT r.reborn;
ANALYZE {work}.group_end, {work}.group_moved;
