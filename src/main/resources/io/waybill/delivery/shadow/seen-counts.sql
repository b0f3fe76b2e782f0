SELECT number, count(*) AS rows FROM {seen} GROUP BY number
