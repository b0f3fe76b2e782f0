-- Arabic letters and digits are compared as Persian letters and ASCII digits, as in matching keys.
SELECT id, {name} AS named, coalesce({description}, '') AS description
FROM {target}
WHERE lower(translate({name} || ' ' || coalesce({description}, ''), 'يىك۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', 'ییک01234567890123456789')) LIKE ALL (?)
ORDER BY length({name}), {name}
LIMIT ?
