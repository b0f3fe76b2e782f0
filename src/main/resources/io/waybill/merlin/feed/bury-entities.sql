DELETE FROM {work}.entity AS e
USING {wanted} AS w
WHERE w.dead AND e.number = w.number AND e.kind = {kind}
