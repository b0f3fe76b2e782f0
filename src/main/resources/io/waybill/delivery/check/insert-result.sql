INSERT INTO waybill.check_results (waybill, ordinal, name, severity, sentence, rows, examples, milliseconds, failure)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
