-- The latest waybill that really carried the bytes of this one, which asks to carry them for good and not "again"; unless carrying them once
-- more could lead to something: rows of the file wait as rejects, or something was undone or restored since, or another drop has changed the
-- target. What mended rejects have changed does not count: they complete what the file brought.
SELECT carried.number, carried.state, carried.finished_at
FROM (
    SELECT earlier.number, earlier.state, earlier.finished_at, earlier.system
    FROM waybill.waybills AS this
    JOIN waybill.waybills AS earlier USING (system, feed, file_sha256, configuration)
    WHERE this.number = ?
      AND this.kind = 'drop'
      AND NOT this.preview
      AND NOT jsonb_exists(this.options, 'again')
      AND earlier.number <> this.number
      AND earlier.kind = 'drop'
      AND earlier.state IN ('delivered', 'unchanged')
      AND earlier.same_as IS NULL
      AND NOT earlier.preview
    ORDER BY earlier.finished_at DESC, earlier.number DESC
    LIMIT 1
) AS carried
WHERE NOT EXISTS (
        SELECT
        FROM waybill.waybills AS later
        WHERE later.state = 'delivered'
          AND later.finished_at > carried.finished_at
          AND (later.kind <> 'drop'
               OR later.system = carried.system
                  AND later.contents <> 'rejects'
                  AND EXISTS (SELECT
                              FROM waybill.plans AS p
                              WHERE p.waybill = later.number AND p.inserted + p.updated + p.retired + p.deleted > 0)))
  AND NOT (
        EXISTS (SELECT FROM waybill.counts AS c WHERE c.waybill = carried.number AND c.origin = 'drop' AND c.rejected > 0)
        AND EXISTS (
            SELECT FROM waybill.rejects AS r WHERE r.waybill = carried.number AND r.state = 'open'
            UNION ALL
            SELECT
            FROM waybill.kept_rejects AS k
            JOIN waybill.rejects AS r ON r.id = k.reject AND r.state = 'open'
            WHERE k.waybill = carried.number))
