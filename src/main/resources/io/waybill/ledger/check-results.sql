SELECT name, severity, sentence, rows, examples, milliseconds, failure
FROM waybill.check_results
WHERE waybill = ?
ORDER BY ordinal
