-- The rows of the page are selected first, so that only they are joined. A text is not found in cells of secret columns, nor in a reason that
-- may quote one.
WITH secret AS MATERIALIZED (
    SELECT * FROM unnest(?::text[], ?::text[]) AS s (kind, name)
)
SELECT l.*
FROM (
    SELECT id
    FROM waybill.rejects AS r
    WHERE (?::text IS NULL OR state = ?)
      AND (?::bigint IS NULL OR waybill = ?)
      AND (?::text IS NULL
          OR strpos(sought, lower(?)) > 0
          AND (NOT EXISTS (SELECT FROM secret AS s WHERE s.kind = r.kind)
              OR EXISTS (
                  SELECT
                  FROM (
                      SELECT v.value
                      FROM unnest(r.header, r.cells) AS v (name, value)
                      WHERE NOT EXISTS (SELECT FROM secret AS s WHERE s.kind = r.kind AND s.name = v.name)
                      UNION ALL
                      SELECT r.file
                      UNION ALL
                      SELECT r.reason
                      WHERE NOT EXISTS (
                          SELECT
                          FROM unnest(r.header, r.cells) AS v (name, value)
                          JOIN secret AS s ON s.kind = r.kind AND s.name = v.name
                          WHERE strpos(r.reason, v.name) > 0
                             OR v.name = ANY(r.cause)
                             OR v.value <> '' AND (v.value = ANY(r.cause) OR strpos(r.reason, v.value) > 0))
                  ) AS shown (value)
                  WHERE strpos(lower(shown.value), lower(?)) > 0)))
      AND (?::bigint IS NULL OR id < ?)
    ORDER BY id DESC
    LIMIT ?
) AS r
JOIN waybill.listed_rejects AS l ON l.id = r.id
ORDER BY l.id DESC
