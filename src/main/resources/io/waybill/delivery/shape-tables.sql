-- The tables with these names: visible without a schema, or given as schema.table.
SELECT wanted.name AS wanted, c.oid, n.nspname, c.relname, c.relkind, pg_has_role(c.relowner, 'USAGE') AS owned,
       c.relkind = 'p' OR EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid) AS has_parts,
       has_table_privilege(c.oid, 'SELECT') AS readable, quote_ident(current_user) AS role,
       c.relhasrules OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal) AS interferes
FROM unnest(?::text[]) AS wanted (name)
CROSS JOIN LATERAL (
    SELECT * FROM pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
      -- the name, and what follows each of its dots: by these the index finds the few tables that it may be
      AND relname = ANY (ARRAY(SELECT array_to_string(parts[first:], '.')::name
                               FROM string_to_array(wanted.name, '.') AS parts
                               CROSS JOIN generate_series(1, cardinality(parts)) AS first))
      AND (relname = wanted.name AND pg_table_is_visible(oid)
           OR (SELECT nspname FROM pg_namespace WHERE oid = relnamespace) || '.' || relname = wanted.name)
    ORDER BY relname = wanted.name DESC
    LIMIT 1) AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
