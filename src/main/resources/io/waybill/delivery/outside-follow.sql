-- Stages the rows outside the feed whose references follow, or are emptied as their foreign key says.
INSERT INTO {stage} ({columns})
SELECT {values}
FROM {table} AS c
{joins|#| }
WHERE ({changes|#| OR }) AND NOT ({cascades|#| OR |false})
