-- Waybills that replaced whole tables by others, built beside them. The replaced tables are kept in a schema of their own until they are
-- pruned or, when the waybill is undone, become the live ones again.

CREATE TABLE switches (
    waybill     bigint PRIMARY KEY REFERENCES waybills,
    live_schema text NOT NULL,
    old_schema  text NOT NULL,             -- in which the replaced tables are
    writer      xid8,                      -- the transaction that wrote every row of the tables that came; NULL when they had been live before
    switched_at timestamptz NOT NULL DEFAULT now(),
    gone_at     timestamptz                -- when the replaced tables were removed, or became the live ones again
);

CREATE TABLE switched_tables (
    waybill     bigint NOT NULL REFERENCES switches,
    ordinal     integer NOT NULL,
    table_name  text NOT NULL,
    rows        bigint,                    -- of the table that came, when it came; NULL when it had been live before
    PRIMARY KEY (waybill, ordinal)
);

-- Waybills that were held because others had written to the tables meanwhile.
CREATE TABLE overtaken (
    waybill     bigint PRIMARY KEY REFERENCES waybills,
    verdicts    integer NOT NULL           -- how many had been given before: a later approval allows it
);
