(SELECT nullif(concat_ws(' ', {names|p.#::text|, }), '') FROM {parent} AS p WHERE p.{pk} = s.{fk})
