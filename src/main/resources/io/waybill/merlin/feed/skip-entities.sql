-- What a skipped row would have created is not created.
DELETE FROM {work}.entity AS e
USING {wanted} AS w
WHERE w.skipped AND e.number = w.number AND e.kind = {kind}
