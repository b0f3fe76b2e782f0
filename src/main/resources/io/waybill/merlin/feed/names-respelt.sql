-- New things whose name a row has with Arabic letters.
SELECT count(*)
FROM {work}.staged AS s
JOIN {work}.entity AS e ON e.kind = s.model AND e.id = s.id AND e.respelt
WHERE s.fresh
