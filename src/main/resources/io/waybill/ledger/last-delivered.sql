-- What the file had that a drop is measured by: the one delivered last to the same feed with the same contents, where that is known. Not one
-- that was undone, nor one whose changes a restored backup has taken back.
SELECT waybill, subject, "read"
FROM waybill.counts
WHERE origin = 'drop'
  AND waybill = (SELECT w.number
                 FROM waybill.waybills AS w
                 WHERE w.system = ? AND w.feed = ? AND w.contents IN (?, '')
                   AND w.kind = 'drop' AND NOT w.preview AND w.same_as IS NULL
                   AND w.state IN ('delivered', 'unchanged')
                   AND NOT EXISTS (SELECT
                                   FROM waybill.waybills AS restore
                                   JOIN waybill.backups AS b ON b.id = restore.options ->> 'backup'
                                   JOIN waybill.waybills AS backed_up ON backed_up.number = b.waybill
                                   WHERE restore.kind = 'restore' AND restore.state = 'delivered'
                                     AND (backed_up.system, backed_up.feed) = (w.system, w.feed)
                                     AND w.finished_at >= backed_up.finished_at
                                     AND w.finished_at < restore.finished_at)
                 ORDER BY w.finished_at DESC, w.number DESC
                 LIMIT 1)
