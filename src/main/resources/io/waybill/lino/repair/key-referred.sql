c.{column} = p.{parentcolumn}
