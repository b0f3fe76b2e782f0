-- The latest waybill that really carried the bytes of this one, which asks to carry them for good and not "again".
SELECT earlier.number, earlier.state, earlier.finished_at
FROM waybill.waybills AS this
JOIN waybill.waybills AS earlier USING (system, feed, file_sha256, configuration)
WHERE this.number = ?
  AND NOT this.preview
  AND NOT jsonb_exists(this.options, 'again')
  AND earlier.number <> this.number
  AND earlier.state IN ('delivered', 'unchanged')
  AND earlier.same_as IS NULL
  AND NOT earlier.preview
ORDER BY earlier.finished_at DESC, earlier.number DESC
LIMIT 1
