-- Years of the national curriculum, as the school counts and names them.
CREATE UNLOGGED TABLE {work}.school_year (year integer PRIMARY KEY, own integer NOT NULL, name text NOT NULL)
