SELECT id, parent_id, fullpath, fullname, type
FROM {stage.thing}
WHERE waybill_offset IS NOT NULL
