-- Whether sessions of this role can write, and what lets them write again.
SELECT pg_is_in_recovery() AS standby, s.setting = 'on' AS read_only,
       CASE s.source
           WHEN 'user' THEN format('ALTER ROLE %I RESET default_transaction_read_only', session_user)
           WHEN 'database' THEN format('SET default_transaction_read_only = off; ALTER DATABASE %I RESET default_transaction_read_only', current_database())
           WHEN 'database user' THEN
               format('ALTER ROLE %I IN DATABASE %I RESET default_transaction_read_only', session_user, current_database())
           WHEN 'global' THEN 'SET default_transaction_read_only = off; ALTER ROLE ALL RESET default_transaction_read_only'
           WHEN 'client' THEN 'take it out of the options in the target''s URL'
           ELSE 'ALTER SYSTEM RESET default_transaction_read_only, take it out of postgresql.conf, and SELECT pg_reload_conf()'
       END AS mend
FROM pg_settings AS s
WHERE s.name = 'default_transaction_read_only'
