-- Live's non-user data as the objects of a dump, one per row, in the order in which dumpdata writes the models.
-- One statement, so one snapshot. Nothing of a user leaves the database: no user or anything below one, no tag from or to
-- one, no grant, no lock. Timestamps keep their microseconds.
WITH RECURSIVE users AS (
    SELECT id FROM {thing} WHERE starts_with(fullpath, :?prefix)
    UNION
    SELECT child.id FROM {thing} AS child JOIN users ON child.parent_id = users.id
), object (place, id, model, fields) AS (
    SELECT 1, id, 'timetables.thing', json_build_object(
               'name', name, 'parent', parent_id, 'data', data, 'pathid', pathid, 'fullpath', fullpath, 'type', type,
               'fullname', fullname)
    FROM {thing} WHERE id NOT IN (SELECT id FROM users)
    UNION ALL
    SELECT 2, id, 'timetables.eventsource', json_build_object(
               'sourceurl', sourceurl, 'sourcetype', sourcetype, 'title', title, 'sourcefile', sourcefile, 'current', current,
               'master', master_id, 'data', data,
               'versionstamp', to_char(versionstamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    FROM {eventsource}
    UNION ALL
    SELECT 3, id, 'timetables.event', json_build_object(
               'status', status, 'start', to_char("start" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'end', to_char("end" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'starttz', starttz, 'endtz', endtz,
               'title', title, 'location', location, 'uid', uid, 'data', data, 'source', source_id, 'master', master_id,
               'current', current, 'versionstamp', to_char(versionstamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    FROM {event}
    UNION ALL
    SELECT 4, id, 'timetables.eventsourcetag', json_build_object(
               'thing', thing_id, 'eventsource', eventsource_id, 'annotation', annotation)
    FROM {eventsourcetag} WHERE thing_id NOT IN (SELECT id FROM users)
    UNION ALL
    SELECT 5, id, 'timetables.eventtag', json_build_object('thing', thing_id, 'event', event_id, 'annotation', annotation)
    FROM {eventtag} WHERE thing_id NOT IN (SELECT id FROM users)
    UNION ALL
    SELECT 6, id, 'timetables.thingtag', json_build_object(
               'thing', thing_id, 'targetthing', targetthing_id, 'annotation', annotation)
    FROM {thingtag}
    WHERE annotation IS DISTINCT FROM :?grant
      AND thing_id NOT IN (SELECT id FROM users) AND targetthing_id NOT IN (SELECT id FROM users)
)
SELECT json_build_object('pk', id, 'model', model, 'fields', fields)::text AS object FROM object ORDER BY place, id
