-- By which other row of its table a row is referred to, while chains of rows are taken out of the stage.
CREATE INDEX waybill_links ON {stage} ({fk|#})
