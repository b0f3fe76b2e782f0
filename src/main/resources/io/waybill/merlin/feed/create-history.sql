-- The working tables of history files, as those of create-wanted.sql.

CREATE UNLOGGED TABLE {work}.wanted_event (
    number bigint NOT NULL, line bigint, email text, key text, type text, date date, facts text,
    score_differs boolean) WITH (autovacuum_enabled = false);

-- What becomes of the events of users: the rows of history files are (n)ew, (k)nown or (c)hanged; events of the target that no row changes
-- (f)ollow where they come after other events than before, or (s)tay because somebody has changed them. "number" is 0 without a row. "id" is
-- the key of the event, "snapshot_id" that of its snapshot; "fresh" says whether the snapshot is new, "moved" whether it comes after others
-- that it came before; "place" is the position among the outcomes of its day. For those that follow, "text" is null when it stays,
-- "former_text" is the whole text so far, "pays" says whether the snapshot is one of pay, "follows_band" whether "band" is its new band.
CREATE UNLOGGED TABLE {work}.event_outcome (
    number bigint NOT NULL, outcome "char" NOT NULL, user_id bigint NOT NULL, id bigint NOT NULL, type text NOT NULL, date date NOT NULL,
    place integer NOT NULL, text text, full_text text, former_text text, snapshot_id bigint, fresh boolean, pays boolean, moved boolean,
    follows_band boolean, band numeric, change numeric, bonus numeric, ladder text, title text, score numeric, levels jsonb, stages jsonb)
    WITH (autovacuum_enabled = false);

-- The notes in the target whose event has a new text, with their summaries.
CREATE UNLOGGED TABLE {work}.note_followed (
    id bigint PRIMARY KEY, title text NOT NULL, content text NOT NULL, former_content text NOT NULL, summary_id bigint);

-- The notes of events, one for each owner, day and title. "id" is the key of the note in the target, or of a new one.
CREATE UNLOGGED TABLE {work}.wanted_note (
    owner_id bigint NOT NULL, title text NOT NULL, date date NOT NULL, content text NOT NULL, id bigint NOT NULL, fresh boolean NOT NULL,
    summary_id bigint NOT NULL, fresh_summary boolean NOT NULL) WITH (autovacuum_enabled = false);
