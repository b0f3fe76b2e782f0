SELECT DISTINCT s.{type}::bigint AS type FROM {stage} AS s WHERE s.{column} IS NOT NULL AND s.{type} IS NOT NULL AND {written}
