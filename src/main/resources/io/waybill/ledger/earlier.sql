-- The latest waybill that really carried the bytes of this one, which asks to carry them for good and not "again"; unless anything
-- was taken back or brought back since: then the target may lack them.
SELECT earlier.number, earlier.state, earlier.finished_at
FROM waybill.waybills AS this
JOIN waybill.waybills AS earlier USING (system, feed, file_sha256, configuration)
WHERE this.number = ?
  AND this.kind = 'drop'
  AND NOT this.preview
  AND NOT jsonb_exists(this.options, 'again')
  AND earlier.number <> this.number
  AND earlier.kind = 'drop'
  AND earlier.state IN ('delivered', 'unchanged')
  AND earlier.same_as IS NULL
  AND NOT earlier.preview
  AND NOT EXISTS (SELECT FROM waybill.waybills AS back
                  WHERE back.kind <> 'drop' AND back.state = 'delivered' AND back.finished_at > earlier.finished_at)
ORDER BY earlier.finished_at DESC, earlier.number DESC
LIMIT 1
