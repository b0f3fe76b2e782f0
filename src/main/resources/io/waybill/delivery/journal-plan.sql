INSERT INTO waybill.plans (waybill, ordinal, table_schema, table_name, model, policy, key_columns, columns, compared, rows_before,
                           inserted, updated, retired, deleted, unchanged, fingerprint)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
