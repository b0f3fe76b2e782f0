-- What a waybill changes, in the order of its rows; last what follows from them. Where an earlier plan was approved, that stands beside
-- the one that is carried out, until the commit.
SELECT coalesce(nullif(c.byte_offset, 0), 9223372036854775807) AS row, c.kind, c.key, c.before, c.after, p.table_name, p.model, p.columns
FROM (SELECT DISTINCT ON (table_schema, table_name) waybill, ordinal, table_name, model, columns
      FROM waybill.plans
      WHERE waybill = ?
      ORDER BY table_schema, table_name, ordinal DESC) AS p
JOIN waybill.changes AS c ON c.waybill = p.waybill AND c.plan = p.ordinal
ORDER BY 1, c.plan, c.ordinal
