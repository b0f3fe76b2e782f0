-- Rows that the target has keep these columns.
UPDATE {stage} AS s SET {kept|# = t.#} FROM {target} AS t WHERE t.{key} = s.{key} AND s.waybill_offset >> {shift} = ?
