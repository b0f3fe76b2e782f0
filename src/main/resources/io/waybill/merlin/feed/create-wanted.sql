-- The working tables of a batch, in the schema of its stage, which is dropped after the delivery. A text of NULL keeps the value of the
-- target, '' clears it, anything else sets it. "…_key" is the matching key of a name or e-mail address; "…_id" is filled in later. A
-- "skipped" row is a reject or repeats another one; it is ignored from then on.
-- What only ladders or history need is made for these alone (create-ladders.sql, create-history.sql): each table costs a few files. Tables with
-- a few rows, all from the mapping file, have no index.

CREATE UNLOGGED TABLE {work}.wanted_organization (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.wanted_chapter (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text, leader text, leader_key text, department text,
    department_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false, leader_id bigint, department_id bigint,
    implied boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.wanted_tribe (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text, category text, engineering text,
    engineering_key text, product text, product_key text, department text, department_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false, engineering_id bigint, product_id bigint,
    department_id bigint, implied boolean NOT NULL DEFAULT false, follows boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.wanted_team (
    number bigint PRIMARY KEY, line bigint, name text, key text, description text, tribe text, tribe_key text, category text,
    leader text, leader_key text, department text, department_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false, tribe_id bigint, leader_id bigint,
    department_id bigint, implied boolean NOT NULL DEFAULT false, follows boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.wanted_user (
    number bigint PRIMARY KEY, line bigint, email text, key text, name text, gmail text, phone text, team text, team_key text,
    tribe text, tribe_key text, chapter text, chapter_key text, leader text, leader_key text, coach text, coach_key text, role text,
    role_model text, role_column text, organization text, organization_key text, active boolean, effective date, former text,
    former_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false, team_id bigint, tribe_id bigint,
    chapter_id bigint, leader_id bigint, coach_id bigint, organization_id bigint,
    next_team bigint, next_chapter bigint, next_leader bigint, next_coach bigint, next_organization bigint, next_department bigint,
    role_at bigint, past boolean NOT NULL DEFAULT false, moves boolean NOT NULL DEFAULT false,
    former_id bigint, renamed boolean NOT NULL DEFAULT false, settled boolean NOT NULL DEFAULT false);

-- Where rows give a user assignments from several days, the row of the last day stays above; the assignments of the others are here.
CREATE UNLOGGED TABLE {work}.wanted_move (
    number bigint PRIMARY KEY, line bigint, email text, key text, effective date, team text, team_key text, tribe text, tribe_key text,
    chapter text, chapter_key text, leader text, leader_key text, coach text, coach_key text, organization text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false, team_id bigint, tribe_id bigint,
    chapter_id bigint, leader_id bigint);

-- The assignments that rows give from a day on.
CREATE UNLOGGED TABLE {work}.dated (
    number bigint NOT NULL, user_id bigint NOT NULL, effective date NOT NULL, leader text, leader_id bigint, team text, team_id bigint,
    chapter text, chapter_id bigint, tribe text, tribe_id bigint, PRIMARY KEY (user_id, effective));

-- The assignments of users whose rows give a day: on each day on which they change, and at 'infinity' the row of the user. "known": the
-- target has a snapshot of that day.
CREATE UNLOGGED TABLE {work}.timeline (
    user_id bigint NOT NULL, date date NOT NULL, known boolean NOT NULL, number bigint, leader_id bigint, team_id bigint, chapter_id bigint,
    department_id bigint, PRIMARY KEY (user_id, date));

-- What earlier waybills said about the days of these users, and what they carried on to them: names of columns.
CREATE UNLOGGED TABLE {work}.remembered (
    user_id bigint NOT NULL, date date NOT NULL, said text[], carried text[], PRIMARY KEY (user_id, date));

-- Everything that rows may refer to by name: things in the target (number NULL), things created by a row of the batch, and things created
-- because an option allows it (made). The name of a user is the e-mail address. "odd" addresses differ from their key in more than capitals.
-- An "alias" is the former or the new address of a user who gets, or got, another one.
CREATE UNLOGGED TABLE {work}.entity (
    kind text NOT NULL, id bigint NOT NULL, name text NOT NULL, key text NOT NULL, number bigint, made boolean NOT NULL DEFAULT false,
    odd boolean NOT NULL DEFAULT false, alias boolean NOT NULL DEFAULT false, respelt boolean NOT NULL DEFAULT false,
    PRIMARY KEY (kind, id, key));
CREATE INDEX ON {work}.entity (kind, key);

-- Why rows are rejects; a row may have several faults. "waits": for how many other rejects of the drop, one after the other, when the fault
-- is gone with them.
CREATE UNLOGGED TABLE {work}.row_fault (
    number bigint NOT NULL, field text NOT NULL, rule text NOT NULL, found text, expected text NOT NULL, advice text, kind text,
    waits integer NOT NULL DEFAULT 0);
CREATE INDEX ON {work}.row_fault (number);

-- Rows about the same thing as another row, which stands for all of them ("first"); "adds" says whether they say more than that row does.
CREATE UNLOGGED TABLE {work}.repeated (
    model text NOT NULL, number bigint NOT NULL, first bigint NOT NULL, adds boolean NOT NULL DEFAULT false, PRIMARY KEY (model, number));
CREATE INDEX ON {work}.repeated (first);

-- The files of the batch, by the number of their first row.
CREATE UNLOGGED TABLE {work}.row_file (first bigint NOT NULL, name text NOT NULL);

-- The names that rows would have given to things, had the rows been understood.
CREATE UNLOGGED TABLE {work}.rejected_name (kind text NOT NULL, key text NOT NULL);

-- Relations that the target keeps although a row has another one.
CREATE UNLOGGED TABLE {work}.kept (number bigint NOT NULL, field text NOT NULL, has text, wanted text);

-- The rows to be staged: rows of the target and new ones. Number NULL: not a row of the drop itself.
CREATE UNLOGGED TABLE {work}.staged (
    model text NOT NULL, id bigint NOT NULL, number bigint, fresh boolean NOT NULL, PRIMARY KEY (model, id));

-- The department that follows from a category; without a name, it is named like the tribe or team.
CREATE UNLOGGED TABLE {work}.department_rule (model text NOT NULL, category text, name text, key text);

-- The new departments of teams without a row, whose department followed from their tribe's category and that changes.
CREATE UNLOGGED TABLE {work}.team_follow (id bigint PRIMARY KEY, department_id bigint NOT NULL);

-- A random identifier in the form of a version 4 UUID, and the time of the delivery. Both stay the same however often a drop is planned.
CREATE FUNCTION {work}.new_uuid(model text, id bigint) RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT overlay(overlay(md5(current_setting('waybill.secret') || ' ' || model || ' ' || id) PLACING '4' FROM 13)
                  PLACING '8' FROM 17)::uuid $$;
CREATE FUNCTION {work}.moment() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT current_setting('waybill.moment')::timestamptz $$;

-- The matching key of an e-mail address, however it is stored: without capitals, blanks and invisible characters, in ASCII digits and
-- letters of usual width, and without what may surround an address. For addresses as files may have them it is the address in small letters.
CREATE FUNCTION {work}.email_key(address text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE
       WHEN address COLLATE "C" ~ '^[A-Za-z0-9][!-~]*[A-Za-z0-9]$' AND address !~* '^mailto:' THEN lower(address COLLATE "C")
       ELSE regexp_replace(
           lower(regexp_replace(translate(normalize(address, NFKC), '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789'),
                                '[\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0]+',
                                '', 'g') COLLATE "C"),
           '^(mailto:|[<>"''(),;:.[\]])+|[<>"''(),;:.[\]]+$', '', 'g') END $$;

-- The end of a telephone number, which is the same with and without the code of the country; NULL for too few digits.
CREATE FUNCTION {work}.phone_key(phone text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN length(regexp_replace(translate(phone, '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789'), '[^0-9]+', '', 'g')) >= 7
               THEN right(regexp_replace(translate(phone, '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789'), '[^0-9]+', '', 'g'), 10) END $$;

-- The name of a person without capitals and spaces, in Persian letters; NULL for no name.
CREATE FUNCTION {work}.name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT nullif(lower(regexp_replace(translate(normalize(name, NFKC), 'يىك', 'ییک'),
                                      '[\s\u0640\u00A0\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+', '', 'g')), '') $$;

-- The name of a thing as it is stored when it is new: in Persian letters, so that it is the same whichever spelling came first.
CREATE FUNCTION {work}.persian(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT translate(name, 'يىك', 'ییک') $$;

-- The new users of a drop who may be users of the target with another address, and what speaks for it.
CREATE UNLOGGED TABLE {work}.suspect (
    number bigint NOT NULL, id bigint NOT NULL, email text NOT NULL, username boolean NOT NULL, gmail boolean NOT NULL,
    phone boolean NOT NULL, name boolean NOT NULL, other_name boolean NOT NULL, PRIMARY KEY (number, id));

-- The places of roles: the columns of organizations and tribes that refer to holders, the names of the roles, and who holds them.
CREATE UNLOGGED TABLE {work}.role_place (
    model text NOT NULL, place_column text NOT NULL, role text NOT NULL);
CREATE UNLOGGED TABLE {work}.role_held (
    model text NOT NULL, place_column text NOT NULL, place bigint NOT NULL, holder bigint NOT NULL,
    PRIMARY KEY (model, place_column, place));

-- The committees of roles, found or created, in the order of the mapping file. "gained": somebody gets the role.
CREATE UNLOGGED TABLE {work}.role_committee (
    role text NOT NULL, rank integer NOT NULL, name text NOT NULL, key text NOT NULL, description text NOT NULL, id bigint,
    gained boolean NOT NULL DEFAULT false);

-- The rights to the note of an event: of its owner, and of the owner's leader and coach.
CREATE UNLOGGED TABLE {work}.access_rule (
    who text NOT NULL, can_view boolean NOT NULL, can_edit boolean NOT NULL, can_write_summary boolean NOT NULL,
    can_write_feedback boolean NOT NULL, can_view_feedbacks boolean NOT NULL, can_view_summary boolean NOT NULL);

-- The changed assignments of users, one per user and date.
CREATE UNLOGGED TABLE {work}.assigned (
    user_id bigint NOT NULL, effective date NOT NULL, leader_id bigint, team_id bigint, tribe_id bigint, chapter_id bigint,
    department_id bigint, number bigint NOT NULL DEFAULT 0, PRIMARY KEY (user_id, effective));

-- The changed rights to notes, one row per note and user.
CREATE UNLOGGED TABLE {work}.granted (
    note_id bigint NOT NULL, user_id bigint NOT NULL, former boolean NOT NULL, can_view boolean NOT NULL, can_edit boolean NOT NULL,
    can_write_summary boolean NOT NULL, can_write_feedback boolean NOT NULL, can_view_feedbacks boolean NOT NULL,
    can_view_summary boolean NOT NULL) WITH (autovacuum_enabled = false);

-- A relation as it will be. The target's own is kept unless it has none, an option overwrites it, or it is cleared.
CREATE FUNCTION {work}.relation(has bigint, wanted bigint, cleared boolean) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN cleared THEN NULL WHEN wanted IS NULL THEN has
          WHEN has IS NULL OR current_setting('waybill.force_update')::boolean THEN wanted ELSE has END $$;
CREATE FUNCTION {work}.relation(has text, wanted text, cleared boolean) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN cleared THEN NULL WHEN wanted IS NULL THEN has
          WHEN has IS NULL OR current_setting('waybill.force_update')::boolean THEN wanted ELSE has END $$;

-- Tribes and teams as they will be.
CREATE VIEW {work}.tribe_next AS
SELECT t.id, t.name, {work}.relation(t.category, nullif(w.category, ''), w.category = '') AS category,
       {work}.relation(CASE WHEN w.follows THEN NULL ELSE t.department_id END, w.department_id, w.department = '') AS department_id
FROM {target.tribe} AS t
LEFT JOIN {work}.wanted_tribe AS w ON w.id = t.id AND NOT w.skipped
UNION ALL
SELECT id, name, nullif(category, ''), department_id FROM {work}.wanted_tribe WHERE fresh AND NOT skipped;

CREATE VIEW {work}.team_next AS
SELECT t.id, {work}.relation(t.tribe_id, w.tribe_id, w.tribe = '') AS tribe_id,
       coalesce(f.department_id, {work}.relation(CASE WHEN w.follows THEN NULL ELSE t.department_id END, w.department_id,
                                                 w.department = '')) AS department_id
FROM {target.team} AS t
LEFT JOIN {work}.wanted_team AS w ON w.id = t.id AND NOT w.skipped
LEFT JOIN {work}.team_follow AS f ON f.id = t.id
UNION ALL
SELECT id, tribe_id, department_id FROM {work}.wanted_team WHERE fresh AND NOT skipped;

-- The leaders and coaches of users as they will be.
CREATE VIEW {work}.user_next AS
SELECT t.id, CASE WHEN w.id IS NULL THEN t.leader_id ELSE w.next_leader END AS leader_id,
       CASE WHEN w.id IS NULL THEN t.agile_coach_id ELSE w.next_coach END AS agile_coach_id
FROM {target.user} AS t
LEFT JOIN {work}.wanted_user AS w ON w.id = t.id AND NOT w.skipped
UNION ALL
SELECT id, next_leader, next_coach FROM {work}.wanted_user WHERE fresh AND NOT skipped;

-- For how many other rejects of the drop a reject waits, one after the other; 0 when something is wrong with the row itself.
CREATE VIEW {work}.row_waits AS
SELECT number, CASE WHEN min(waits) = 0 THEN 0 ELSE max(waits) END AS waits FROM {work}.row_fault GROUP BY number;

-- The things that rows of the batch are about which are rejects. Nothing is made in their stead.
CREATE VIEW {work}.rejected AS
SELECT kind, key, 0 AS waits FROM {work}.rejected_name
UNION ALL
SELECT 'organization', key, waits FROM {work}.wanted_organization JOIN {work}.row_waits USING (number)
UNION ALL
SELECT 'chapter', key, waits FROM {work}.wanted_chapter JOIN {work}.row_waits USING (number)
UNION ALL
SELECT 'tribe', key, waits FROM {work}.wanted_tribe JOIN {work}.row_waits USING (number)
UNION ALL
SELECT 'team', key, waits FROM {work}.wanted_team JOIN {work}.row_waits USING (number)
UNION ALL
SELECT 'user', key, waits FROM {work}.wanted_user JOIN {work}.row_waits USING (number);

-- Who shall hold which role, from whatever file. Holder NULL: nobody. A "resigner" is a user whose row clears the role: nobody follows,
-- unless another row names somebody.
CREATE VIEW {work}.role_claim AS
SELECT number, line, 'role' AS field, role AS said, role_model AS model, role_column AS place_column, role_at AS place, role, id AS holder,
       email AS holder_name, NULL::bigint AS resigner
FROM {work}.wanted_user
WHERE NOT skipped AND role > '' AND role_at IS NOT NULL
UNION ALL
SELECT w.number, w.line, c.field, coalesce(nullif(c.named, ''), 'nobody'), 'tribe', c.place_column, w.id, r.role, c.holder,
       nullif(c.named, ''), NULL
FROM {work}.wanted_tribe AS w
CROSS JOIN LATERAL (VALUES
    ('tribe_engineering_director_email', 'engineering_director_id', w.engineering, w.engineering_id),
    ('tribe_product_director_email', 'product_director_id', w.product, w.product_id)
) AS c (field, place_column, named, holder)
JOIN {work}.role_place AS r ON r.model = 'tribe' AND r.place_column = c.place_column
WHERE NOT w.skipped AND (c.named = '' OR c.holder IS NOT NULL)
UNION ALL
SELECT w.number, w.line, 'role', 'nobody', h.model, h.place_column, h.place, r.role, NULL, NULL, w.id
FROM {work}.wanted_user AS w
JOIN {work}.role_held AS h ON h.holder = w.id
JOIN {work}.role_place AS r USING (model, place_column)
WHERE NOT w.skipped AND w.role = ''
;

-- Whether teams of the target have the department that follows from their category and their tribe's.
CREATE VIEW {work}.team_implied AS
SELECT t.id, d.key = CASE WHEN of_tribe.model IS NOT NULL AND of_tribe.name IS NULL THEN e.key ELSE coalesce(r.key, self.key) END AS has_it
FROM {target.team} AS t
JOIN {work}.entity AS self ON self.kind = 'team' AND self.id = t.id
JOIN {work}.entity AS d ON d.kind = 'department' AND d.id = t.department_id
LEFT JOIN {target.tribe} AS b ON b.id = t.tribe_id
LEFT JOIN {work}.entity AS e ON e.kind = 'tribe' AND e.id = b.id
LEFT JOIN {work}.department_rule AS of_tribe ON of_tribe.model = 'category' AND of_tribe.category = b.category
JOIN {work}.department_rule AS r ON r.model = 'category' AND r.category IS NOT DISTINCT FROM t.category
