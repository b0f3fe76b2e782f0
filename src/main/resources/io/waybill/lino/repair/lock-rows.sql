-- Others may not change the rows that are updated, from now to the end of the transaction.
SELECT FROM {target} AS t WHERE EXISTS (SELECT FROM {stage} AS s WHERE s.{key} = t.{key}) FOR UPDATE OF t
