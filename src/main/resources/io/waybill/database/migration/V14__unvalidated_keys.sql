-- Foreign keys that were added when whole tables were replaced, and hold for every row that is written. The rows that had been there before are
-- looked through once nobody has to wait for it any more; then the key is no longer listed here.

CREATE TABLE unvalidated_keys (
    waybill      bigint NOT NULL REFERENCES waybills,
    table_schema text NOT NULL,
    table_name   text NOT NULL,
    key_name     text NOT NULL,
    PRIMARY KEY (table_schema, table_name, key_name)
);
