-- What is wrong with a thing is wrong with every row about it.
INSERT INTO {work}.row_fault
SELECT r.number, f.field, f.rule, f.found, f.expected, f.advice, f.kind, f.waits
FROM {work}.row_fault AS f
JOIN {work}.repeated AS r ON r.first = f.number AND r.model = {model}
WHERE ({field|f.field = #| OR |true})
  AND NOT EXISTS (SELECT FROM {work}.row_fault AS known
                  WHERE known.number = r.number AND known.field = f.field AND known.rule = f.rule)
