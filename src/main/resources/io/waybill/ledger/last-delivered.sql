-- The waybill of a feed that carried a file last, with what it read.
SELECT waybill, subject, "read"
FROM waybill.counts
WHERE origin = 'drop'
  AND waybill = (SELECT max(number)
                 FROM waybill.waybills
                 WHERE system = ? AND feed = ? AND kind = 'drop' AND NOT preview AND same_as IS NULL
                   AND state IN ('delivered', 'unchanged'))
