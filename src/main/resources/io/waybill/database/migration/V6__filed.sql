-- When the files of an ended waybill had reached their place. Until then they are still to be moved, whatever is left of its work folder.

ALTER TABLE waybills ADD filed_at timestamptz;
UPDATE waybills SET filed_at = finished_at WHERE finished_at IS NOT NULL;
CREATE INDEX waybills_not_filed ON waybills (number) INCLUDE (kind, state) WHERE filed_at IS NULL;
