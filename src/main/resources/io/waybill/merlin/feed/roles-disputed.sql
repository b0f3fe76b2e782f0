-- Roles for which rows, of whatever files, name two holders, or a holder and nobody: all these rows are rejects that name each other.
WITH disputed AS (
    SELECT c.model, c.place_column, c.place,
           string_agg(coalesce(c.holder_name, 'nobody') || ' (' || f.name || ', line ' || c.line || ')', ' and ' ORDER BY c.number) AS holders
    FROM {work}.role_claim AS c
    CROSS JOIN LATERAL (SELECT name FROM {work}.row_file WHERE first <= c.number ORDER BY first DESC LIMIT 1) AS f
    GROUP BY c.model, c.place_column, c.place
    HAVING count(DISTINCT coalesce(c.holder, 0)) FILTER (WHERE c.resigner IS NULL) > 1
        OR max(c.resigner) = ANY (array_agg(c.holder))
)
INSERT INTO {work}.row_fault
SELECT c.number, c.field, 'two-holders', c.said,
       'one holder of ' || c.role || ' of ' || e.name || '; ' || d.holders || ' would hold it', 'Name the same holder in all of them.', NULL
FROM {work}.role_claim AS c
JOIN disputed AS d USING (model, place_column, place)
JOIN {work}.entity AS e ON e.kind = c.model AND e.id = c.place
