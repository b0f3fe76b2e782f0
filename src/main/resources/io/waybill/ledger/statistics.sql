-- Only the columns by which many rows are found at once; values that people read are not looked at. Whoever holds a lock is not waited for.
SET LOCAL lock_timeout = '1s';
ANALYZE waybill.changes (waybill, plan, kind, fresh);
ANALYZE waybill.rejects (waybill, system, kind, rule, state, cause_hash, closed_by);
ANALYZE waybill.choices (reject, chosen_by);
ANALYZE waybill.kept_rejects;
ANALYZE waybill.open_causes;
ANALYZE waybill.open_choices (cause_hash, waybill, system, kind);
