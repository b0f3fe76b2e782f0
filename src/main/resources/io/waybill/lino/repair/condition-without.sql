NOT EXISTS (SELECT FROM {children} AS c WHERE c.{column} = t.{key})
