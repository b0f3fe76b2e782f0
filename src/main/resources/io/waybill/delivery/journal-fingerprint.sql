-- The same whatever the order of the rows. COLLATE makes the digest independent of the language of the database.
SELECT to_hex(count(*)) || '-'
       || md5(coalesce(sum(hash_array_extended(coalesce(after, '{}') COLLATE "C",
                                               hash_array_extended(coalesce(before, '{}') COLLATE "C",
                                                                   hash_array_extended(key COLLATE "C", 7)))::numeric), 0)::text)
FROM waybill.changes
WHERE waybill = ? AND plan = ?
