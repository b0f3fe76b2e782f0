-- Rows of the bytes of a waybill that were rejected when they were carried before, and that a mended rejects.csv has answered since.
SELECT r.key_cells, r.header, r.cells
FROM waybill.waybills AS this
JOIN waybill.waybills AS earlier USING (system, feed, file_sha256)
JOIN LATERAL (
    SELECT id FROM waybill.rejects WHERE waybill = earlier.number
    UNION
    SELECT reject FROM waybill.kept_rejects WHERE waybill = earlier.number
) AS met ON true
JOIN waybill.rejects AS r ON r.id = met.id
JOIN waybill.waybills AS mending ON mending.number = r.closed_by
WHERE this.number = ?
  AND NOT jsonb_exists(this.options, 'again')
  AND earlier.number <> this.number
  AND earlier.state IN ('delivered', 'unchanged')
  AND r.kind = ?
  AND r.state IN ('solved', 'dropped', 'replaced')
  AND mending.contents = 'rejects'
