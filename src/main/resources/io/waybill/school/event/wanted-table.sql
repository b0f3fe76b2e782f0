-- What takes place, day by day. "entry" says who takes part, "id" is that of the row in the calendar. An organiser is only set where "organised"
-- says that it is known.
CREATE UNLOGGED TABLE {work}.wanted_event (
    entry text NOT NULL, source_key text NOT NULL, day date NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
    eventcategory_id bigint NOT NULL, body text NOT NULL, non_existent boolean NOT NULL, id bigint, fresh boolean NOT NULL,
    all_day boolean NOT NULL DEFAULT false, organised boolean NOT NULL DEFAULT false, organiser_id bigint)
    WITH (autovacuum_enabled = false)
