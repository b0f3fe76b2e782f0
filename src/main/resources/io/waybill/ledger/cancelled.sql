-- Cancelled, and not ended yet.
SELECT number
FROM waybill.waybills
WHERE cancelled_at IS NOT NULL
  AND finished_at IS NULL
