-- Rows whose key is also the key of another row.
SELECT number FROM {work}.repeated WHERE model NOT IN ('ladder', 'aspect', 'event')
UNION
SELECT first FROM {work}.repeated WHERE model NOT IN ('ladder', 'aspect', 'event')
UNION
SELECT number FROM {work}.row_fault WHERE rule = 'rows-disagree'
