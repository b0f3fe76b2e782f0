CASE WHEN extract(YEAR FROM {column}) = 0 AND extract(MONTH FROM {column}) = 0 THEN (extract(EPOCH FROM {column}) * 1000000)::bigint::text ELSE {column}::text END
