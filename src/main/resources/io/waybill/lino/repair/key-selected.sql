EXISTS (SELECT FROM {rows} AS o WHERE o.{key} = {row}.{key} AND o.waybill_pass IS NOT NULL)
