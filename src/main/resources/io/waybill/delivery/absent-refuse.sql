WITH gone AS (
    DELETE FROM {stage} AS s
    WHERE ? = ANY (s.waybill_absent) AND NOT EXISTS (SELECT FROM {table} AS t WHERE {key|s.# = t.#| AND })
    RETURNING {key|s.#}
)
INSERT INTO {refused} ({key}) SELECT {key} FROM gone
