-- The tables of the Timetable application as its migrations create them, for an empty database. Existing tables are left as they
-- are. Django fills in all columns itself: only the keys have database defaults.

CREATE TABLE IF NOT EXISTS timetables_thing (
    id        serial CONSTRAINT timetables_thing_pkey PRIMARY KEY,
    parent_id integer CONSTRAINT parent_id_refs_id_52cc64ca
                  REFERENCES timetables_thing (id) DEFERRABLE INITIALLY DEFERRED,
    pathid    varchar(64) NOT NULL CONSTRAINT timetables_thing_pathid_key UNIQUE,
    fullpath  varchar(2048) NOT NULL,
    name      varchar(32) NOT NULL,
    data      text NOT NULL,
    type      varchar(12) NOT NULL,
    fullname  varchar(512) NOT NULL
);
CREATE INDEX IF NOT EXISTS timetables_thing_parent_id ON timetables_thing (parent_id);
CREATE INDEX IF NOT EXISTS timetables_thing_type ON timetables_thing (type);
CREATE INDEX IF NOT EXISTS timetables_thing_type_like ON timetables_thing (type varchar_pattern_ops);
CREATE INDEX IF NOT EXISTS timetables_thing_pathid_like ON timetables_thing (pathid varchar_pattern_ops);

CREATE TABLE IF NOT EXISTS timetables_eventsource (
    id           serial CONSTRAINT timetables_eventsource_pkey PRIMARY KEY,
    current      boolean NOT NULL,
    versionstamp timestamptz NOT NULL,
    data         text NOT NULL,
    title        varchar(512) NOT NULL,
    sourcetype   varchar(32) NOT NULL,
    sourceurl    varchar(2048),
    sourcefile   varchar(100) NOT NULL,
    master_id    integer CONSTRAINT master_id_refs_id_7adfe03d
                     REFERENCES timetables_eventsource (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS timetables_eventsource_master_id ON timetables_eventsource (master_id);

CREATE TABLE IF NOT EXISTS timetables_event (
    id           serial CONSTRAINT timetables_event_pkey PRIMARY KEY,
    current      boolean NOT NULL,
    versionstamp timestamptz NOT NULL,
    data         text NOT NULL,
    start        timestamptz NOT NULL,
    "end"        timestamptz NOT NULL,
    starttz      varchar(32) NOT NULL,
    endtz        varchar(32) NOT NULL,
    title        varchar(512) NOT NULL,
    location     varchar(512) NOT NULL,
    uid          varchar(512) NOT NULL,
    master_id    integer CONSTRAINT master_id_refs_id_86f90f0a
                     REFERENCES timetables_event (id) DEFERRABLE INITIALLY DEFERRED,
    source_id    integer CONSTRAINT source_id_refs_id_96c703df
                     REFERENCES timetables_eventsource (id) DEFERRABLE INITIALLY DEFERRED,
    status       smallint NOT NULL CONSTRAINT timetables_event_status_check CHECK (status >= 0)
);
CREATE INDEX IF NOT EXISTS timetables_event_master_id ON timetables_event (master_id);
CREATE INDEX IF NOT EXISTS timetables_event_source_id ON timetables_event (source_id);
CREATE INDEX IF NOT EXISTS timetables_event_source_id_117d8fd021d2452e
    ON timetables_event (source_id, status, current, start);

CREATE TABLE IF NOT EXISTS timetables_eventsourcetag (
    id             serial CONSTRAINT timetables_eventsourcetag_pkey PRIMARY KEY,
    annotation     varchar(32),
    thing_id       integer NOT NULL CONSTRAINT thing_id_refs_id_79d91749
                       REFERENCES timetables_thing (id) DEFERRABLE INITIALLY DEFERRED,
    eventsource_id integer NOT NULL CONSTRAINT eventsource_id_refs_id_524e4242
                       REFERENCES timetables_eventsource (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS timetables_eventsourcetag_thing_id ON timetables_eventsourcetag (thing_id);
CREATE INDEX IF NOT EXISTS timetables_eventsourcetag_eventsource_id ON timetables_eventsourcetag (eventsource_id);

CREATE TABLE IF NOT EXISTS timetables_eventtag (
    id         serial CONSTRAINT timetables_eventtag_pkey PRIMARY KEY,
    annotation varchar(32),
    thing_id   integer NOT NULL CONSTRAINT thing_id_refs_id_a8bb75d6
                   REFERENCES timetables_thing (id) DEFERRABLE INITIALLY DEFERRED,
    event_id   integer NOT NULL CONSTRAINT event_id_refs_id_cd4ff1fa
                   REFERENCES timetables_event (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS timetables_eventtag_thing_id ON timetables_eventtag (thing_id);
CREATE INDEX IF NOT EXISTS timetables_eventtag_event_id ON timetables_eventtag (event_id);

CREATE TABLE IF NOT EXISTS timetables_thingtag (
    id             serial CONSTRAINT timetables_thingtag_pkey PRIMARY KEY,
    annotation     varchar(32),
    thing_id       integer NOT NULL CONSTRAINT thing_id_refs_id_6229ab16
                       REFERENCES timetables_thing (id) DEFERRABLE INITIALLY DEFERRED,
    targetthing_id integer NOT NULL CONSTRAINT targetthing_id_refs_id_6229ab16
                       REFERENCES timetables_thing (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX IF NOT EXISTS timetables_thingtag_thing_id ON timetables_thingtag (thing_id);
CREATE INDEX IF NOT EXISTS timetables_thingtag_targetthing_id ON timetables_thingtag (targetthing_id);

CREATE TABLE IF NOT EXISTS timetables_thinglock (
    id       serial CONSTRAINT timetables_thinglock_pkey PRIMARY KEY,
    thing_id integer NOT NULL CONSTRAINT thing_id_refs_id_a1548585
                 REFERENCES timetables_thing (id) DEFERRABLE INITIALLY DEFERRED,
    owner_id integer NOT NULL CONSTRAINT owner_id_refs_id_a1548585
                 REFERENCES timetables_thing (id) DEFERRABLE INITIALLY DEFERRED,
    expires  timestamptz NOT NULL,
    name     varchar(32) NOT NULL
);
CREATE INDEX IF NOT EXISTS timetables_thinglock_thing_id ON timetables_thinglock (thing_id);
CREATE INDEX IF NOT EXISTS timetables_thinglock_owner_id ON timetables_thinglock (owner_id);
CREATE INDEX IF NOT EXISTS timetables_thinglock_name ON timetables_thinglock (name);
CREATE INDEX IF NOT EXISTS timetables_thinglock_name_like ON timetables_thinglock (name varchar_pattern_ops);
