-- What an export says, record by record as the model has it, and what is found or made for it in the target. These tables live in the schema
-- of the stage and go with it.

-- Which days and sources a load is about: one row. "start" is the effective day; nothing before it changes. "setlists" is false when who is in
-- teaching groups stays as it is.
CREATE UNLOGGED TABLE {work}.frame (
    start date NOT NULL, era_first date NOT NULL, era_last date NOT NULL, today date NOT NULL, zone text NOT NULL,
    era_id bigint NOT NULL, perpetual_era_id bigint NOT NULL, datasource_id bigint NOT NULL, previous_datasource_id bigint,
    eventsource_id bigint NOT NULL, convert boolean NOT NULL,
    setlists boolean NOT NULL);

-- What became of each area, by its words (tutor groups): loaded, not-requested or failed. Only loaded ones are reconciled.
CREATE UNLOGGED TABLE {work}.area (area text PRIMARY KEY, state text NOT NULL);

-- Records that could not be used. What the target has under the key stays as it is; without a key, nothing of the area may be taken for gone.
CREATE UNLOGGED TABLE {work}.rejected (area text NOT NULL, key text) WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.staff_member (
    id text NOT NULL, previous_id text NOT NULL, user_code text NOT NULL, name text NOT NULL, initials text NOT NULL, title text NOT NULL,
    forename text NOT NULL, surname text NOT NULL, email text NOT NULL, active boolean NOT NULL, current boolean NOT NULL, teaches boolean,
    does_cover boolean) WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.pupil (
    id text NOT NULL, school_id text NOT NULL, name text NOT NULL, surname text NOT NULL, forename text NOT NULL, known_as text NOT NULL,
    email text NOT NULL, candidate_no text NOT NULL, house text NOT NULL, year integer NOT NULL, start_year integer NOT NULL)
    WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.subject (id text NOT NULL, name text NOT NULL) WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.room (id text NOT NULL, name text NOT NULL, other_names text[] NOT NULL) WITH (autovacuum_enabled = false);

-- Groups of all kinds, with the words of groups.kind in the target. "id" of an automatic one is its name. A column that a kind lacks is NULL.
CREATE UNLOGGED TABLE {work}.group_record (
    kind text NOT NULL, id text NOT NULL, name text NOT NULL, tutor text, house text, start_year integer, year integer, subject text,
    first date, last date, owner text, shared boolean) WITH (autovacuum_enabled = false);

-- "kind" is pupil, staff, or the kind of another group.
CREATE UNLOGGED TABLE {work}.member (
    group_kind text NOT NULL, group_id text NOT NULL, kind text NOT NULL, id text NOT NULL, first date, last date)
    WITH (autovacuum_enabled = false);

-- Occurrences at places that are no rooms, with the record that says so; "kept_place" are those whose place may be a misspelt room.
CREATE UNLOGGED TABLE {work}.unplaced (occurrence text NOT NULL, record text NOT NULL) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.kept_place (occurrence text NOT NULL) WITH (autovacuum_enabled = false);

-- Rows about who is in a group of a kind, or in an "occurrence" of an activity, that cannot be read. Whoever they may be about stays there. NULL
-- is anything, and anybody.
CREATE UNLOGGED TABLE {work}.unreadable_link (kind text NOT NULL, id text, pupil text) WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.period (
    id text NOT NULL, week text NOT NULL, weekday integer NOT NULL, starts time NOT NULL, ends time NOT NULL) WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.week_use (year integer NOT NULL, number integer NOT NULL, week text NOT NULL) WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.entry (
    key text NOT NULL, kind text NOT NULL, name text NOT NULL, category text NOT NULL, years integer[] NOT NULL)
    WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.entry_period (entry text NOT NULL, period text NOT NULL) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.entry_staff (entry text NOT NULL, source text NOT NULL, staff text NOT NULL) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.entry_room (entry text NOT NULL, room text NOT NULL) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.entry_group (entry text NOT NULL, kind text NOT NULL, id text NOT NULL) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.entry_pupil (entry text NOT NULL, pupil text NOT NULL) WITH (autovacuum_enabled = false);
-- The keys of the rows that an entry was made of; covers of other exports may know it by any of them.
CREATE UNLOGGED TABLE {work}.entry_source (entry text NOT NULL, source text NOT NULL) WITH (autovacuum_enabled = false);

-- Entries with something that could not be used, such as the code of a set: whoever and whatever the calendar has in them stays.
CREATE UNLOGGED TABLE {work}.incomplete (entry text NOT NULL) WITH (autovacuum_enabled = false);

-- Entries that were rejected. The calendar may know their events under the key of a row that is no longer theirs: what has this kind, name and
-- period may be one of them. Without a name it may be called anything; without a period, or with one that the export does not have, it may be at
-- any time. If one is not "identified", some of its rows may belong to other entries.
CREATE UNLOGGED TABLE {work}.unusable_entry (entry text NOT NULL, kind text NOT NULL, name text, period text, identified boolean NOT NULL)
    WITH (autovacuum_enabled = false);

-- Groups of entries that could not be used; one without a key may be any of its kind.
CREATE UNLOGGED TABLE {work}.unusable_group (kind text NOT NULL, id text) WITH (autovacuum_enabled = false);

CREATE UNLOGGED TABLE {work}.occurrence (
    key text NOT NULL, name text NOT NULL, group_kind text, group_id text, day date NOT NULL, starts time NOT NULL, ends time NOT NULL, room text)
    WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.occurrence_staff (occurrence text NOT NULL, staff text NOT NULL) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.occurrence_pupil (occurrence text NOT NULL, pupil text NOT NULL) WITH (autovacuum_enabled = false);
-- Who is in the group of an occurrence from its day on.
CREATE UNLOGGED TABLE {work}.occurrence_member (occurrence text NOT NULL, pupil text NOT NULL) WITH (autovacuum_enabled = false);

-- The days for which the export has all occurrences: what the target has on one of them, and the export has not, no longer takes place. Occurrences
-- on other days stay as they are. Without a row it is all days from "start" to the end of the era. "members_by_day" says that groups have the
-- members of each occurrence from its day on, and that a group without occurrences has not gone; "alone", that other exports tell of the other weeks.
CREATE UNLOGGED TABLE {work}.activity_days (
    first date NOT NULL, last date NOT NULL, members_by_day boolean NOT NULL, alone boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.cover (
    id text NOT NULL, day date NOT NULL, entry text NOT NULL, covered text NOT NULL, covering text NOT NULL) WITH (autovacuum_enabled = false);

-- Times of day without lessons, on each of these days, for some of the school's own years; NULL for all of them. "hard" ones leave no lesson there,
-- the others show that it does not take place.
CREATE UNLOGGED TABLE {work}.suspension (
    first date NOT NULL, last date NOT NULL, starts time NOT NULL, ends time NOT NULL, years integer[], hard boolean NOT NULL);

-- What the target has for a record, or will have: staff, pupil, subject, room, or a kind of groups. "source_id" is the key of the record, "id" that
-- of the row (of a room, of the location). "element_id" is NULL for who and what plays no part in the calendar.
CREATE UNLOGGED TABLE {work}.found (
    kind text NOT NULL, source_id text NOT NULL, id bigint NOT NULL, element_id bigint, fresh boolean NOT NULL, PRIMARY KEY (kind, source_id))
    WITH (autovacuum_enabled = false);


-- A name or an address as it is compared, however it is stored: composed, without capitals and invisible characters, and with one blank for any
-- white space between words.
CREATE FUNCTION {work}.folded(name text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE
       WHEN name COLLATE "C" ~ '^[!-~]+( [!-~]+)*$' THEN lower(name)
       ELSE lower(btrim(regexp_replace(
                regexp_replace(normalize(name, NFC), '[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+', '', 'g'),
                '[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]+', ' ', 'g'))) END $$