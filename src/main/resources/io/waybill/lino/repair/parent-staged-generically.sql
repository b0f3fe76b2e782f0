AND NOT EXISTS (SELECT FROM {parentstage} AS q WHERE q.{parentkey}::text = s.{column}::text)
