SELECT {number} AS number, count(*) FILTER (WHERE xmin = {writer}) AS written, count(*) AS rows FROM {table}
