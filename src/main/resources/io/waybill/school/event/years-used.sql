SELECT year FROM {work}.group_record WHERE year IS NOT NULL
UNION
SELECT unnest(years) FROM {work}.entry
