-- What rows of earlier waybills said about the days of users whose rows give a day, and what was carried on to these days, until a row says it.
DELETE FROM {work}.remembered;
INSERT INTO {work}.remembered (user_id, date, said, carried)
SELECT d.user_id, c.day, array_agg(DISTINCT f.field) FILTER (WHERE f.said),
       array_agg(DISTINCT f.field) FILTER (WHERE NOT f.said)
FROM (SELECT DISTINCT user_id FROM {work}.dated) AS d
JOIN waybill.said_cells AS c ON c.system = 'merlin' AND c.about = 'assignment' AND c.subject = d.user_id::text
CROSS JOIN LATERAL (
    SELECT field, true AS said FROM unnest(c.said) AS field
    UNION ALL
    SELECT field, false FROM unnest(c.carried) AS field
) AS f
WHERE NOT EXISTS (SELECT FROM waybill.taken_back AS b WHERE b.waybill = c.waybill)
GROUP BY d.user_id, c.day;

-- Carried on by one waybill, said by another.
UPDATE {work}.remembered
SET carried = ARRAY(SELECT unnest(carried) EXCEPT SELECT unnest(said));
ANALYZE {work}.remembered
