EXISTS (SELECT FROM {referred} AS t WHERE t.{key} = w.{key})
