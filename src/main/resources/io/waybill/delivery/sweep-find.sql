SELECT substring(nspname FROM '^waybill_stage_(\d{1,18})$')::bigint AS waybill
FROM pg_namespace
WHERE nspname ~ '^waybill_stage_\d{1,18}$' AND pg_has_role(nspowner, 'USAGE')
