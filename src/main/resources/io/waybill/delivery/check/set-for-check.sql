SELECT set_config('statement_timeout', ?, true), set_config('waybill.number', ?, true)
