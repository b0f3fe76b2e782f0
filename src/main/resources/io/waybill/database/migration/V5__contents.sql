-- What a drop consisted of, so that it is measured only by drops of the same contents; and which open rejects of earlier waybills its rows
-- met again.

ALTER TABLE waybills ADD contents text NOT NULL DEFAULT '';   -- the kinds of its files; 'rejects' for a mended rejects.csv; '': not known
UPDATE waybills SET contents = 'rejects' WHERE kind = 'drop' AND lower(file_name) LIKE '%rejects%.csv';
CREATE INDEX waybills_by_end ON waybills (finished_at);

CREATE TABLE kept_rejects (
    waybill  bigint NOT NULL REFERENCES waybills,
    reject   bigint NOT NULL REFERENCES rejects ON DELETE CASCADE,
    PRIMARY KEY (waybill, reject)
);
CREATE INDEX kept_rejects_by_reject ON kept_rejects (reject);
