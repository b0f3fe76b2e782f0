-- Letters and digits as in a key that names are known by: Arabic ones as Persian and ASCII ones.
SELECT id, {name} AS named, coalesce({told}, '') AS told
FROM {target}
WHERE lower(translate({name} || ' ' || coalesce({told}, ''), 'يىك۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', 'ییک01234567890123456789')) LIKE ALL (?)
ORDER BY length({name}), {name}
LIMIT ?
