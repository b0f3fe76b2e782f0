NOT EXISTS (SELECT FROM {target} AS t WHERE t.{key} = s.{key})
