DELETE FROM waybill.unvalidated_keys WHERE table_schema = ? AND table_name = ? AND key_name = ?
