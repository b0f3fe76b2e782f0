-- What is found for records that the calendar may know under another key. "rung" is by what; NULL for a record that is new.
CREATE UNLOGGED TABLE {work}.staff_match (
    source_id text PRIMARY KEY, id bigint, rung text NOT NULL, UNIQUE (id)) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.pupil_match (LIKE {work}.staff_match INCLUDING ALL) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.subject_match (LIKE {work}.staff_match INCLUDING ALL) WITH (autovacuum_enabled = false);

-- Records that may be one of several, or that several records may be; "id" is a row of the calendar that may be meant.
CREATE UNLOGGED TABLE {work}.doubtful (
    area text NOT NULL, source_id text NOT NULL, rung text NOT NULL, id bigint NOT NULL) WITH (autovacuum_enabled = false);

-- What people have answered: who a record is about, a row of the calendar, or with NULL somebody whom it does not know yet.
CREATE UNLOGGED TABLE {work}.answered (
    area text NOT NULL, source_id text NOT NULL, id bigint, PRIMARY KEY (area, source_id)) WITH (autovacuum_enabled = false);

-- Each name of a room is an alias of its own; the second and others have a key that is made of that of the room.
CREATE UNLOGGED TABLE {work}.room_name (
    room text NOT NULL, source_id text PRIMARY KEY, place integer NOT NULL, name text NOT NULL, alias_id bigint, location_id bigint, rung text)
    WITH (autovacuum_enabled = false);
