-- Rows that a drop asks for, and rows of the target that follow from them: these have no offset.
SELECT count(waybill_offset) AS asked, count(*) - count(waybill_offset) AS following FROM {stage}
