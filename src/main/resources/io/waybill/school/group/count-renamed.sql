-- Pupils whom the target had before and who are called otherwise now.
SELECT count(*) FROM {work}.pupil_name WHERE renamed
