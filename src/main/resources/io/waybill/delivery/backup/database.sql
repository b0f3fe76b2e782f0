SELECT current_database() AS name, current_setting('server_version') AS version,
       has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS identified
