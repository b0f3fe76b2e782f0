SELECT object FROM (
    SELECT 1 AS place, id, json_build_object('pk', id, 'model', 'timetables.thing', 'fields', json_build_object(
               'name', name, 'parent', parent_id, 'data', data, 'pathid', pathid, 'fullpath', fullpath, 'type', type,
               'fullname', fullname))::text AS object
    FROM {stage.thing}
    UNION ALL
    SELECT 2, id, json_build_object('pk', id, 'model', 'timetables.thingtag', 'fields', json_build_object(
               'thing', thing_id, 'targetthing', targetthing_id, 'annotation', annotation))::text
    FROM {stage.thingtag}) AS object
ORDER BY place, id
