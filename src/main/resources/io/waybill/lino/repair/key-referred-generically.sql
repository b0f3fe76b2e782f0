c.{column}::text = p.{parentcolumn}::text AND c.{type} = ?
