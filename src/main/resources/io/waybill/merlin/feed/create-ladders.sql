-- The working tables of ladders, their aspects and levels, as those of create-wanted.sql.

CREATE UNLOGGED TABLE {work}.wanted_ladder (
    number bigint PRIMARY KEY, line bigint, code text, key text, name text, description text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false);

CREATE UNLOGGED TABLE {work}.wanted_aspect (
    number bigint PRIMARY KEY, line bigint, ladder text, ladder_key text, code text, code_key text, name text, persian text, place text,
    key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false, ladder_id bigint);

CREATE UNLOGGED TABLE {work}.wanted_level (
    number bigint PRIMARY KEY, line bigint, ladder text, ladder_key text, aspect text, code_key text, level integer, stage text,
    weight float8, aspect_key text,
    id bigint, fresh boolean NOT NULL DEFAULT false, skipped boolean NOT NULL DEFAULT false, ladder_id bigint, aspect_id bigint);
