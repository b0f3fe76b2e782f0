INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size, file_sha256, configuration, options,
                              token, waybill_version, claimed_by, requested_by, claimed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
