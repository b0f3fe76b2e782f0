WITH old AS (
    UPDATE waybill.waybills AS w
    SET journal_pruned_at = ?
    WHERE finished_at < ? AND journal_pruned_at IS NULL
      AND EXISTS (SELECT FROM waybill.plans AS p WHERE p.waybill = w.number)
    RETURNING number
), gone AS (
    DELETE FROM waybill.changes AS c USING old WHERE c.waybill = old.number
)
SELECT count(*) FROM old
