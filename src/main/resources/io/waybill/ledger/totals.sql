-- What a waybill counts over all its tables; a plan that was not carried out counts nothing as changed.
UPDATE waybill.waybills AS w
SET all_read = c.all_read, all_inserted = c.all_inserted, all_updated = c.all_updated, all_deleted = c.all_deleted,
    all_unchanged = c.all_unchanged, all_filtered = c.all_filtered, all_rejected = c.all_rejected
FROM (
    SELECT one.number, coalesce(sum(n."read") FILTER (WHERE n.origin = 'drop'), 0) AS all_read,
           coalesce(sum(n.inserted) FILTER (WHERE one.done), 0) AS all_inserted,
           coalesce(sum(n.updated) FILTER (WHERE one.done), 0) AS all_updated,
           coalesce(sum(n.retired + n.deleted_by_key + n.removed) FILTER (WHERE one.done), 0) AS all_deleted,
           coalesce(sum(n.unchanged) FILTER (WHERE one.done), 0) AS all_unchanged,
           coalesce(sum(n.filtered), 0) AS all_filtered, coalesce(sum(n.rejected), 0) AS all_rejected
    FROM (SELECT number, state NOT IN ('refused', 'failed') AS done FROM waybill.waybills WHERE number = ?) AS one
    LEFT JOIN waybill.counts AS n ON n.waybill = one.number
    GROUP BY one.number) AS c
WHERE w.number = c.number
