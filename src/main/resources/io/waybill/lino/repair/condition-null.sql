(w.{column} IS NULL)
