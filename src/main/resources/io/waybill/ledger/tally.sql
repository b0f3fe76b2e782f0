INSERT INTO waybill.counts (waybill, subject, origin, "read", inserted, updated, retired, deleted_by_key, unchanged, filtered,
                            rejected, removed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
