-- Values that hold from a day on, such as somebody's team: a row that leaves a cell blank says nothing of that day, so the value from before is
-- carried on. The target shows only the value. Here is which of them rows have said, and which were carried on, so that a row of an earlier
-- day that comes later still reaches them.

CREATE TABLE said_cells (
    system     text NOT NULL,
    about      text NOT NULL,              -- the model whose rows are values from a day on
    subject    text NOT NULL,              -- key of that which has them
    day        date NOT NULL,
    waybill    bigint NOT NULL REFERENCES waybills,
    said       text[] NOT NULL,            -- cells that a row of the waybill has
    carried    text[] NOT NULL,            -- cells that the waybill carried on when it made the row of that day
    PRIMARY KEY (system, about, subject, day, waybill)
);
CREATE INDEX said_cells_of_waybill ON said_cells (waybill);

-- Waybills without effect any more: undone, or older than what a restored backup has brought back.
CREATE VIEW taken_back AS
SELECT number AS waybill FROM waybills WHERE state = 'undone'
UNION
SELECT w.number
FROM waybills AS restore
JOIN backups AS b ON b.id = restore.options ->> 'backup'
JOIN waybills AS backed_up ON backed_up.number = b.waybill
JOIN waybills AS w ON w.system = backed_up.system AND w.finished_at >= backed_up.finished_at AND w.finished_at < restore.finished_at
WHERE restore.kind = 'restore' AND restore.state = 'delivered';
