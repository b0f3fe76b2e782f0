-- When the row that stands for a ladder is a reject because of its aspect or level, another row about the ladder takes its place, and says
-- what the remaining rows say.
WITH heir AS (
    SELECT DISTINCT ON (r.first) r.first, r.number
    FROM {work}.repeated AS r
    JOIN {wanted} AS w ON w.number = r.number
    WHERE r.model = {model} AND EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = r.first)
      AND NOT EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = r.number)
    ORDER BY r.first, w.{name} COLLATE "C" DESC, r.number
), united AS (
    SELECT h.first, h.number,
           {filled|(array_agg(w.# ORDER BY w.#::text COLLATE "C" DESC) FILTER (WHERE w.# IS NOT NULL))[1] AS #}
    FROM heir AS h
    JOIN {work}.repeated AS r ON r.model = {model} AND r.first = h.first
    JOIN {wanted} AS w ON w.number = r.number
    WHERE NOT EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = r.number)
    GROUP BY h.first, h.number
), freed AS (
    DELETE FROM {work}.repeated AS r
    USING heir AS h
    WHERE r.model = {model} AND r.number = h.number
), moved AS (
    UPDATE {work}.repeated AS r
    SET first = h.number
    FROM heir AS h
    WHERE r.model = {model} AND r.first = h.first AND r.number <> h.number
), named AS (
    UPDATE {work}.entity AS e
    SET number = h.number, name = w.{name}
    FROM heir AS h
    JOIN {wanted} AS w ON w.number = h.number
    WHERE e.kind = {model} AND e.number = h.first
)
UPDATE {wanted} AS w
SET id = f.id, fresh = f.fresh, skipped = false, {filled|# = u.#}
FROM united AS u
JOIN {wanted} AS f ON f.number = u.first
WHERE w.number = u.number
