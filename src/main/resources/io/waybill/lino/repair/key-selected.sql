EXISTS (SELECT FROM {rows} AS o WHERE o.{key} = w.{key} AND o.waybill_pass IS NOT NULL)
