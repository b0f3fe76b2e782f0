(w.{column} = ANY (CAST(CAST(? AS text[]) AS {type}[])) IS TRUE)
