-- Rows of the target that are other ones under the same key keep all of their columns.
UPDATE {stage} AS s SET {kept|# = t.#} FROM {target} AS t
WHERE t.{key} = s.{key} AND s.waybill_offset >> {shift} = ? AND {another}
