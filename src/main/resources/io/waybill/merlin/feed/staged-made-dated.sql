-- Of the things that an option allows to be created, those that assignments refer to.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT e.kind, e.id, NULL::bigint, true
FROM {work}.timeline AS l
JOIN {work}.entity AS e ON e.made AND (e.kind = 'user' AND e.id = l.leader_id OR e.kind = 'chapter' AND e.id = l.chapter_id)
ON CONFLICT DO NOTHING
