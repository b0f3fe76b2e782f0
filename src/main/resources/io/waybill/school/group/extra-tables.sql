-- Groups that a file names, and whom it names in them: staff, pupils or other groups, by their names. They are made anew for each layer of groups.
DROP TABLE IF EXISTS {work}.extra_group, {work}.extra_name, {work}.extra_known, {work}.extra_member, {work}.extra_row, {work}.extra_scope,
                     {work}.extra_wanted, {work}.extra_owned;
CREATE UNLOGGED TABLE {work}.extra_group (place integer NOT NULL, name text NOT NULL, kind text NOT NULL);
CREATE UNLOGGED TABLE {work}.extra_name (place integer NOT NULL, name text NOT NULL)
