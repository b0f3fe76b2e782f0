-- Systems and causes of some rejects, in an order in which everybody locks systems.
SELECT DISTINCT system, cause_hash
FROM waybill.rejects
WHERE id = ANY (?)
ORDER BY system, cause_hash
