-- How many rows refer generically, to a row of this table, and find none.
SELECT count(*) FROM {stage} AS s
WHERE s.{column} IS NOT NULL AND s.{type} = ? AND {written}
    AND NOT EXISTS (SELECT FROM {parents} AS p WHERE p.{parentkey}::text = s.{column}::text)
    {staged|#| |}
