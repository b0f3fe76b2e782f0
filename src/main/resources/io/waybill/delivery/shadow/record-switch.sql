INSERT INTO waybill.switches (waybill, live_schema, old_schema, writer)
VALUES (?, ?, ?, CASE WHEN ? THEN pg_current_xact_id() END)
