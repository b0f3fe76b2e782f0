-- Asked for, and not ended, or ended without its files in their place; or held, and the latest verdict is about the plan as it stands now.
SELECT w.number, w.kind
FROM waybill.waybills AS w
WHERE w.kind <> 'drop' AND w.filed_at IS NULL
UNION ALL
SELECT w.number, w.kind
FROM waybill.waybills AS w
JOIN LATERAL (SELECT fingerprint FROM waybill.approvals WHERE waybill = w.number ORDER BY ordinal DESC LIMIT 1) AS a
    ON a.fingerprint = (SELECT left(md5(string_agg(fingerprint, '/' ORDER BY ordinal)), 16) FROM waybill.plans WHERE waybill = w.number)
WHERE w.kind = 'drop' AND w.state = 'held'
ORDER BY 1
