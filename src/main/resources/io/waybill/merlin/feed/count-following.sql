-- Staged rows that follow from rows of the drop without being one of them; assignments always do.
SELECT count(*) FROM {stage} WHERE waybill_offset = 0 OR {model} = 'assignment'
