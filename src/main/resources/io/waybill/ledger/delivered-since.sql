-- Waybills of a feed that changed the target after a given one.
SELECT count(*) AS drops, max(later.number) AS last
FROM waybill.waybills AS later
WHERE later.system = ?
  AND later.feed = ?
  AND later.state = 'delivered'
  AND later.finished_at > (SELECT finished_at FROM waybill.waybills WHERE number = ?)
  AND later.number <> ?
