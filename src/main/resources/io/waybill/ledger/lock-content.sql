-- One at a time decides about the same bytes of the same feed; held to the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'waybill', 'content', system, feed, file_sha256), 0))
FROM waybill.waybills
WHERE number = ?
