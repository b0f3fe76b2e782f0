-- The rows that were written, by their keys.
SELECT p.{key}::text AS key_text, p.kind FROM {plan} AS p WHERE p.kind IN ('i', 'u') ORDER BY p.{key}
