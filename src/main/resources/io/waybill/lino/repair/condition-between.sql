(w.{column} BETWEEN CAST(? AS {type}) AND CAST(? AS {type}) IS TRUE)
