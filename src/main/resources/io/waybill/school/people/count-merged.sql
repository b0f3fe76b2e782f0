SELECT count(*) FILTER (WHERE n.rung = 'merged')
       + count(*) FILTER (WHERE n.rung = 'new') - count(DISTINCT n.location_id) FILTER (WHERE n.rung = 'new')
FROM {work}.room_name AS n
WHERE n.place = 1
