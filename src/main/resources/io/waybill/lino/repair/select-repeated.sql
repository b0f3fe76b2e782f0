-- Rows that the pass would select, too, if none before it had.
SELECT count(*) FROM {rows} AS w WHERE (w.waybill_pass IS NOT NULL{others| OR #| |}) AND {condition}
