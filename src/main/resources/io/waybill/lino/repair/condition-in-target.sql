EXISTS (SELECT FROM {referred} AS t WHERE t.{key} = w.{column}{without| AND #| |})
