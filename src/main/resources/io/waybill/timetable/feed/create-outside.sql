-- Rows that tables outside the feed refer to, and the keys under which they live on; NULL until that is known, or when they do not.
CREATE UNLOGGED TABLE {stage.outside_fate} (
    table_name text NOT NULL, model text NOT NULL, old_id bigint NOT NULL, new_id bigint, PRIMARY KEY (model, old_id))
