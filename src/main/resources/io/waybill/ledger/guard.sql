INSERT INTO waybill.guards (waybill, ordinal, guard, subject, measured, of_all, most, tripped, sentence)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
