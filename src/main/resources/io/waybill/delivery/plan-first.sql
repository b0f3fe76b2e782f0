-- Everything is inserted, so that the stage itself is the plan.
CREATE VIEW {plan} AS SELECT {key}, 'i'::"char" AS kind, waybill_offset IS NULL AS carried, waybill_offset, NULL::text[] AS before FROM {stage}
