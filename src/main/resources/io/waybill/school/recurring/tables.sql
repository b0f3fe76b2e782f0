-- Events that come again and again, as files define them. "key" is what an event of them is known by on its day. "file" alone is frozen when it is
-- not known which definitions it has.
CREATE UNLOGGED TABLE {work}.recurring (
    place integer PRIMARY KEY, key text NOT NULL, file text NOT NULL, category text NOT NULL, title text NOT NULL, starts time, ends time,
    days integer[] NOT NULL, weeks text NOT NULL, first date, last date, occurrences text[] NOT NULL, greyed boolean NOT NULL, organiser text,
    note text);
CREATE UNLOGGED TABLE {work}.recurring_part (place integer NOT NULL, kind text NOT NULL, name text NOT NULL);
CREATE UNLOGGED TABLE {work}.recurring_frozen (file text NOT NULL, key text);
-- The files that a drop has; a drop of all of them says that there are no others.
CREATE UNLOGGED TABLE {work}.recurring_file (file text NOT NULL)
;
-- There are no covers of these events.
CREATE UNLOGGED TABLE {work}.placed_cover (problem text)
