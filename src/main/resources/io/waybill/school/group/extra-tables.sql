-- Groups that a file names, and whom it names in them: staff, pupils or other groups, by their names.
CREATE UNLOGGED TABLE {work}.extra_group (place integer NOT NULL, name text NOT NULL, kind text NOT NULL);
CREATE UNLOGGED TABLE {work}.extra_name (place integer NOT NULL, name text NOT NULL)
