-- Schemas with tables of some names that are not visible, because the role may not use the schema or it is not on the search path.
SELECT quote_ident(n.nspname) AS schema, has_schema_privilege(n.oid, 'USAGE') AS usable, quote_ident(current_user) AS role,
       array_agg(wanted.name ORDER BY wanted.place) AS names
FROM unnest(?::text[]) WITH ORDINALITY AS wanted (name, place)
JOIN pg_class AS c ON c.relkind IN ('r', 'p')
  -- the name, and what follows each of its dots: by these the index finds the few tables that it may be
  AND c.relname = ANY (ARRAY(SELECT array_to_string(parts[first:], '.')::name
                             FROM string_to_array(wanted.name, '.') AS parts
                             CROSS JOIN generate_series(1, cardinality(parts)) AS first))
JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname !~ '^(pg_|waybill)'
WHERE wanted.name IN (c.relname, n.nspname || '.' || c.relname)
GROUP BY n.oid, n.nspname
ORDER BY n.nspname
