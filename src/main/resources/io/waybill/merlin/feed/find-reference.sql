CROSS JOIN LATERAL (
    SELECT CASE WHEN count(*) FILTER (WHERE e.name = s.{column}) = 1 THEN min(e.id) FILTER (WHERE e.name = s.{column})
                WHEN count(*) FILTER (WHERE NOT e.odd) = 1 THEN min(e.id) FILTER (WHERE NOT e.odd)
                WHEN count(*) = 1 THEN min(e.id) END AS id
    FROM {work}.entity AS e
    WHERE s.{column} > '' AND e.kind = {kind} AND e.key = s.{column|#_key}) AS {column|of_#}
