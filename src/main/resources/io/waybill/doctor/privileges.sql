-- Which of the wanted rights on tables are lacking.
SELECT wanted.oid, wanted.privilege
FROM unnest(?::oid[], ?::text[]) AS wanted (oid, privilege)
WHERE NOT has_table_privilege(wanted.oid, wanted.privilege)
