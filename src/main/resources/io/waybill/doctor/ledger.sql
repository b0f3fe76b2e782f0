-- Rights on the database, and on Waybill's own schema when it is there.
SELECT has_database_privilege(current_database(), 'CREATE') AS may_create,
       has_database_privilege(current_database(), 'TEMPORARY') AS may_have_temporary,
       n.oid IS NOT NULL AS there,
       n.oid IS NOT NULL AND pg_has_role(n.nspowner, 'USAGE') AS owned,
       n.oid IS NOT NULL AND has_schema_privilege(n.oid, 'USAGE') AS usable,
       (SELECT string_agg(c.relname, ', ' ORDER BY c.relname)
        FROM pg_class AS c
        WHERE c.relnamespace = n.oid AND c.relkind = 'r'
          AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                   AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))) AS tables,
       (SELECT string_agg(c.relname, ', ' ORDER BY c.relname)
        FROM pg_class AS c
        WHERE c.relnamespace = n.oid
          -- in this order: the function fails on anything else
          AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE') ELSE false END) AS sequences,
       (SELECT string_agg(c.relname, ', ' ORDER BY c.relname)
        FROM pg_class AS c
        WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'S') AND NOT pg_has_role(c.relowner, 'USAGE')) AS owned_by_others
FROM (SELECT) AS one
LEFT JOIN pg_namespace AS n ON n.nspname = 'waybill'
