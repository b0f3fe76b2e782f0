SELECT {number} AS number, c.pk::text AS key, count(*) AS rows FROM chosen AS c JOIN {child} AS t ON t.{fk} = c.pk GROUP BY c.pk
