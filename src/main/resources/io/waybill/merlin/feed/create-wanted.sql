-- What the rows of a batch say, in the schema of its stage, which goes with the delivery. Of a text that may be given, cleared or left
-- out: NULL keeps what the target has, '' clears it, anything else is given. "…_key" is by what a name or an e-mail address is known;
-- "…_id" is found later. A row that is "dead" is a reject, or repeats another one, and takes no further part.

CREATE UNLOGGED TABLE {work}.wanted_ladder (
    number bigint PRIMARY KEY, line bigint, code text, key text, name text, description text,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.wanted_aspect (
    number bigint PRIMARY KEY, line bigint, ladder text, ladder_key text, code text, code_key text, name text, place text, key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false, ladder_id bigint);

CREATE UNLOGGED TABLE {work}.wanted_level (
    number bigint PRIMARY KEY, line bigint, ladder text, ladder_key text, aspect text, code_key text, level integer, stage text,
    weight float8, aspect_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false, ladder_id bigint, aspect_id bigint);

CREATE UNLOGGED TABLE {work}.wanted_organization (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.wanted_chapter (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text, leader text, leader_key text, department text,
    department_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false, leader_id bigint, department_id bigint);

CREATE UNLOGGED TABLE {work}.wanted_tribe (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text, category text, engineering text,
    engineering_key text, product text, product_key text, department text, department_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false, engineering_id bigint, product_id bigint,
    department_id bigint);

CREATE UNLOGGED TABLE {work}.wanted_team (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text, tribe text, tribe_key text, category text,
    leader text, leader_key text, department text, department_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false, tribe_id bigint, leader_id bigint,
    department_id bigint);

CREATE UNLOGGED TABLE {work}.wanted_user (
    number bigint PRIMARY KEY, line bigint, email text, key text, name text, gmail text, phone text, team text, team_key text,
    tribe text, tribe_key text, chapter text, chapter_key text, leader text, leader_key text, coach text, coach_key text, role text,
    role_model text, role_column text, organization text, organization_key text, active boolean, effective date,
    id bigint, fresh boolean NOT NULL DEFAULT false, dead boolean NOT NULL DEFAULT false, team_id bigint, tribe_id bigint,
    chapter_id bigint, leader_id bigint, coach_id bigint, organization_id bigint,
    next_team bigint, next_chapter bigint, next_leader bigint, next_coach bigint, next_organization bigint, role_at bigint);

CREATE UNLOGGED TABLE {work}.wanted_event (
    number bigint NOT NULL, line bigint, email text, key text, type text, date date, facts text) WITH (autovacuum_enabled = false);

-- Whatever has a name that rows may refer to: of the target (number NULL), made by a row of the batch, or made because an option says so
-- (made). A user's name is the e-mail address.
CREATE UNLOGGED TABLE {work}.entity (
    kind text NOT NULL, id bigint NOT NULL, name text NOT NULL, key text NOT NULL, number bigint, made boolean NOT NULL DEFAULT false,
    PRIMARY KEY (kind, id));
CREATE INDEX ON {work}.entity (kind, key);

-- Why rows are rejects; a row may have several reasons.
CREATE UNLOGGED TABLE {work}.fate (
    number bigint NOT NULL, field text NOT NULL, rule text NOT NULL, found text, expected text NOT NULL, advice text, kind text);
CREATE INDEX ON {work}.fate (number);

-- Rows that say the same as an earlier one.
CREATE UNLOGGED TABLE {work}.repeated (model text NOT NULL, number bigint NOT NULL, first bigint NOT NULL, PRIMARY KEY (model, number));

-- Relations that the target has already and that a row wants otherwise.
CREATE UNLOGGED TABLE {work}.kept (number bigint NOT NULL, field text NOT NULL, has text, wanted text);

-- Which rows of the target are to be staged, and those that are made; number NULL: not of the drop itself.
CREATE UNLOGGED TABLE {work}.staged (
    model text NOT NULL, id bigint NOT NULL, number bigint, fresh boolean NOT NULL, PRIMARY KEY (model, id));

-- The department that follows from a category; without a name: that of the tribe or team itself.
CREATE UNLOGGED TABLE {work}.department_rule (model text NOT NULL, category text, name text, key text);

-- A random identifier that comes out the same however often the drop is planned; version 4 by its form. And the moment of the drop.
CREATE FUNCTION {work}.new_uuid(model text, id bigint) RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT overlay(overlay(md5(current_setting('waybill.secret') || ' ' || model || ' ' || id) PLACING '4' FROM 13)
                  PLACING '8' FROM 17)::uuid $$;
CREATE FUNCTION {work}.moment() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT current_setting('waybill.moment')::timestamptz $$;

-- What goes with a role: its committee, found or made.
CREATE UNLOGGED TABLE {work}.role_committee (role text PRIMARY KEY, name text NOT NULL, key text NOT NULL, description text NOT NULL, id bigint);

-- Who may do what with the note of an event, by who that is to its owner.
CREATE UNLOGGED TABLE {work}.access_rule (
    who text PRIMARY KEY, can_view boolean NOT NULL, can_edit boolean NOT NULL, can_write_summary boolean NOT NULL,
    can_write_feedback boolean NOT NULL, can_view_feedbacks boolean NOT NULL, can_view_summary boolean NOT NULL);

-- Assignments of users that change, one per user and date.
CREATE UNLOGGED TABLE {work}.assigned (
    user_id bigint NOT NULL, effective date NOT NULL, leader_id bigint, team_id bigint, chapter_id bigint, department_id bigint,
    PRIMARY KEY (user_id, effective));

-- Rights to notes that change; one row a note and user.
CREATE UNLOGGED TABLE {work}.granted (
    note_id bigint NOT NULL, user_id bigint NOT NULL, former boolean NOT NULL, can_view boolean NOT NULL, can_edit boolean NOT NULL,
    can_write_summary boolean NOT NULL, can_write_feedback boolean NOT NULL, can_view_feedbacks boolean NOT NULL,
    can_view_summary boolean NOT NULL) WITH (autovacuum_enabled = false);

-- A relation as it will be: what the target has is kept, unless it has nothing, or an option says so, or it is cleared.
CREATE FUNCTION {work}.relation(has bigint, wanted bigint, cleared boolean) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN cleared THEN NULL WHEN wanted IS NULL THEN has
          WHEN has IS NULL OR current_setting('waybill.force_update')::boolean THEN wanted ELSE has END $$;
CREATE FUNCTION {work}.relation(has text, wanted text, cleared boolean) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN cleared THEN NULL WHEN wanted IS NULL THEN has
          WHEN has IS NULL OR current_setting('waybill.force_update')::boolean THEN wanted ELSE has END $$;

-- Tribes and teams as they will be.
CREATE VIEW {work}.tribe_next AS
SELECT t.id, t.name, {work}.relation(t.category, nullif(w.category, ''), w.category = '') AS category,
       {work}.relation(t.department_id, w.department_id, w.department = '') AS department_id
FROM {target.tribe} AS t
LEFT JOIN {work}.wanted_tribe AS w ON w.id = t.id AND NOT w.dead
UNION ALL
SELECT id, name, nullif(category, ''), department_id FROM {work}.wanted_tribe WHERE fresh AND NOT dead;

CREATE VIEW {work}.team_next AS
SELECT t.id, {work}.relation(t.tribe_id, w.tribe_id, w.tribe = '') AS tribe_id,
       {work}.relation(t.department_id, w.department_id, w.department = '') AS department_id
FROM {target.team} AS t
LEFT JOIN {work}.wanted_team AS w ON w.id = t.id AND NOT w.dead
UNION ALL
SELECT id, tribe_id, department_id FROM {work}.wanted_team WHERE fresh AND NOT dead;

-- By whom users will be led.
CREATE VIEW {work}.user_next AS
SELECT t.id, CASE WHEN w.id IS NULL THEN t.leader_id ELSE w.next_leader END AS leader_id,
       CASE WHEN w.id IS NULL THEN t.agile_coach_id ELSE w.next_coach END AS agile_coach_id
FROM {target.user} AS t
LEFT JOIN {work}.wanted_user AS w ON w.id = t.id AND NOT w.dead
UNION ALL
SELECT id, next_leader, next_coach FROM {work}.wanted_user WHERE fresh AND NOT dead;

-- What became of the rows of history files: (n)ew, (k)nown, (c)hanged. "id" is that of the event, "snapshot_id" that of its snapshot;
-- "fresh" says whether the snapshot is new; "place" is its place among the new events of its day.
CREATE UNLOGGED TABLE {work}.told_event (
    number bigint NOT NULL, outcome "char" NOT NULL, user_id bigint NOT NULL, id bigint NOT NULL, type text NOT NULL, date date NOT NULL,
    place integer NOT NULL, text text, full_text text, snapshot_id bigint, fresh boolean, band numeric, change numeric, bonus numeric,
    ladder text, title text, score numeric, levels jsonb, stages jsonb) WITH (autovacuum_enabled = false);

-- Notes of events, one for each owner, day and title: "id" is that of the target's note, or of a new one.
CREATE UNLOGGED TABLE {work}.wanted_note (
    owner_id bigint NOT NULL, title text NOT NULL, date date NOT NULL, content text NOT NULL, id bigint NOT NULL, fresh boolean NOT NULL,
    summary_id bigint NOT NULL, fresh_summary boolean NOT NULL) WITH (autovacuum_enabled = false);
