((w.{column} LIKE ? ESCAPE '\') IS TRUE)
