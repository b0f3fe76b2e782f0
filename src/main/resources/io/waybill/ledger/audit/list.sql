-- Lines of the audit list, the latest first, with the waybill that a drop has got since. One that could not be written at once comes in where it belongs.
WITH wanted AS (
    SELECT
        ?::text AS who, ?::text AS act, ?::bigint AS waybill, ?::timestamptz AS first, ?::timestamptz AS until, ?::bigint AS below
)
SELECT
    a.id, a.at, a.act, a.who, a.program, a.origin, a.subject, a.note,
    coalesce(a.waybill, CASE WHEN a.drop_token <> '' THEN (
        SELECT max(w.number) FROM waybill.waybills AS w WHERE w.token = a.drop_token AND w.token <> '') END) AS waybill
FROM waybill.audit AS a
CROSS JOIN wanted
WHERE (wanted.who IS NULL OR a.who = wanted.who)
  AND (wanted.act IS NULL OR a.act = wanted.act)
  AND (wanted.waybill IS NULL
       OR a.waybill = wanted.waybill
       OR a.drop_token <> '' AND a.drop_token = (SELECT w.token FROM waybill.waybills AS w WHERE w.number = wanted.waybill))
  AND (wanted.first IS NULL OR a.at >= wanted.first)
  AND (wanted.until IS NULL OR a.at < wanted.until)
  AND (wanted.below IS NULL OR (a.at, a.id) < (SELECT b.at, b.id FROM waybill.audit AS b WHERE b.id = wanted.below))
ORDER BY a.at DESC, a.id DESC
LIMIT ?
