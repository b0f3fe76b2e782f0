-- The row that stands for several says what any of them says.
WITH united AS (
    SELECT r.first, {filled|(array_agg(w.# ORDER BY w.#::text COLLATE "C" DESC) FILTER (WHERE w.# IS NOT NULL))[1] AS #}
    FROM (SELECT number, first FROM {work}.repeated WHERE model = {model}
          UNION ALL
          SELECT DISTINCT first, first FROM {work}.repeated WHERE model = {model}) AS r
    JOIN {wanted} AS w ON w.number = r.number
    GROUP BY r.first
)
UPDATE {wanted} AS w
SET {filled|# = u.#}
FROM united AS u
WHERE w.number = u.first AND ({filled|w.# IS DISTINCT FROM u.#| OR })
