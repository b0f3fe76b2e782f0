SELECT number, kind, system, feed, state, preview, file_name, file_size, file_sha256, configuration, options, token, waybill_version,
       claimed_by, claimed_at, finished_at, attempts, progress, same_as, refers_to, undone_by, requested_by, journal_pruned_at, message, comparison,
       cancelled_at, cancelled_by, cancel_reason
FROM waybill.waybills
WHERE number = ?
