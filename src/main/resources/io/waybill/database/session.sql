-- What Waybill needs of every session, whatever the server, the database or the role has set for others. Names that this server does not
-- have, because it is older, are left out.
-- The time limit first: it holds for the next statement as well, and a busy server may need longer for that one.
SET statement_timeout = 0;
SELECT set_config(needed.name, needed.value, false)
FROM (VALUES
    -- each statement of a delivery sees what others have committed while it waited for a lock
    ('default_transaction_isolation', 'read committed'),
    ('default_transaction_deferrable', 'off'),
    -- values are written and read in one form everywhere
    ('client_encoding', 'UTF8'),
    ('TimeZone', 'UTC'),
    ('DateStyle', 'ISO, YMD'),
    ('IntervalStyle', 'postgres'),
    ('bytea_output', 'hex'),
    ('xmloption', 'content'),
    ('standard_conforming_strings', 'on'),
    ('quote_all_identifiers', 'off'),
    -- NULL is NULL
    ('array_nulls', 'on'),
    ('transform_null_equals', 'off'),
    -- time limits for people must not end a delivery, or a connection that waits for the next one
    ('statement_timeout', '0'),
    ('lock_timeout', '0'),
    ('idle_in_transaction_session_timeout', '0'),
    ('idle_session_timeout', '0'),
    ('transaction_timeout', '0'),
    ('exit_on_error', 'off'),
    ('client_min_messages', 'warning'),
    -- a waybill that is delivered must be so after a crash of the server
    ('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                                ELSE current_setting('synchronous_commit') END),
    -- temporary views, and PostgreSQL's own functions, come before all others; the ledger is never taken for the application's schema
    ('search_path', (SELECT coalesce(ltrim(string_agg(part, ',' ORDER BY place)), '')
                     FROM unnest(string_to_array(current_setting('search_path'), ',')) WITH ORDINALITY AS path (part, place)
                     WHERE trim(part) NOT IN ('pg_temp', '"pg_temp"', 'pg_catalog', '"pg_catalog"')
                       AND NOT (trim(part) = '"$user"' AND current_user = 'waybill')))
) AS needed (name, value)
-- pg_settings would say it as well, but reads all of them each time that a session begins
WHERE current_setting(needed.name, true) IS NOT NULL
