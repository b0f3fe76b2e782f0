SELECT carried, kind, count(*) AS rows FROM {plan} GROUP BY carried, kind
