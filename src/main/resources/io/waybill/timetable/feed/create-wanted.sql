CREATE UNLOGGED TABLE {stage.wanted_user} (line bigint NOT NULL, path text PRIMARY KEY, pathid text NOT NULL, data text NOT NULL);
CREATE UNLOGGED TABLE {stage.wanted_grant} (line bigint NOT NULL, subject bigint NOT NULL, path text NOT NULL)
