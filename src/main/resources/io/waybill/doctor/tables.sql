-- What the catalogue knows of tables by the names of the mapping file: the table that the name means; where there is none, the schemas in
-- which there is one of that name, and whether this role may use the first of them.
SELECT wanted.name AS wanted, c.oid, coalesce(quote_ident(n.nspname) || '.' || quote_ident(c.relname), '') AS sql_name,
       coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS usable, coalesce(quote_ident(n.nspname), '') AS schema,
       coalesce(row_security_active(c.oid), false) AS policies,
       elsewhere.schemas, elsewhere.first, elsewhere.first_usable
FROM unnest(?::text[]) AS wanted (name)
LEFT JOIN LATERAL (
    SELECT * FROM pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
      -- the name, and what follows each of its dots: by these the index finds the few tables that it may be
      AND relname = ANY (ARRAY(SELECT array_to_string(parts[first:], '.')::name
                               FROM string_to_array(wanted.name, '.') AS parts
                               CROSS JOIN generate_series(1, cardinality(parts)) AS first))
      AND (relname = wanted.name AND pg_table_is_visible(oid)
           OR (SELECT nspname FROM pg_namespace WHERE oid = relnamespace) || '.' || relname = wanted.name)
    ORDER BY relname = wanted.name DESC
    LIMIT 1) AS c ON true
LEFT JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
    SELECT string_agg(quote_ident(o.nspname), ', ' ORDER BY o.nspname) AS schemas,
           (array_agg(quote_ident(o.nspname) ORDER BY o.nspname))[1] AS first,
           (array_agg(has_schema_privilege(o.oid, 'USAGE') ORDER BY o.nspname))[1] AS first_usable
    FROM pg_class AS other
    JOIN pg_namespace AS o ON o.oid = other.relnamespace
    WHERE c.oid IS NULL AND other.relkind = 'r' AND other.relname = wanted.name AND o.nspname !~ '^(pg_|waybill)') AS elsewhere ON true
ORDER BY wanted.name
