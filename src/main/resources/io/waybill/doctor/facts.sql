-- What is to be known about database, role and session. Columns of the catalogue that only newer servers have are read by their names.
SELECT current_setting('server_version') AS version,
       current_setting('server_version_num')::int AS version_number,
       current_setting('server_encoding') AS encoding,
       current_database() AS database,
       quote_ident(current_database()) AS quoted_database,
       quote_ident(session_user) AS role,
       current_user AS effective_role,
       r.rolconnlimit AS role_limit,
       d.datconnlimit AS database_limit,
       r.rolvaliduntil AS valid_until,
       r.rolsuper AS superuser,
       current_setting('session_replication_role') AS replication_role,
       current_setting('temp_file_limit') AS temporary_limit,
       current_setting('default_tablespace') AS tablespace,
       current_setting('default_tablespace') = ''
           OR coalesce((SELECT has_tablespace_privilege(oid, 'CREATE') FROM pg_tablespace
                        WHERE spcname = current_setting('default_tablespace')), true) AS tablespace_granted,
       current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AS durable,
       pg_database_size(d.oid) AS size,
       current_setting('search_path') AS search_path,
       current_setting('TimeZone') AS zone,
       current_setting('transaction_isolation') AS isolation,
       current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') || ' '
           || current_setting('idle_in_transaction_session_timeout') AS limits,
       pg_backend_pid() AS process,
       (SELECT setting FROM pg_settings WHERE name = 'data_directory') AS data_directory,
       (SELECT string_agg(DISTINCT split_part(setting, '=', 1), ', ')
        FROM pg_db_role_setting AS s
        CROSS JOIN unnest(s.setconfig) AS setting
        WHERE s.setdatabase IN (0, d.oid) AND s.setrole IN (0, r.oid)) AS settings
FROM pg_database AS d
JOIN pg_roles AS r ON r.rolname = session_user
WHERE d.datname = current_database()
