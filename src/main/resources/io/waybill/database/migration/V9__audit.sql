-- What people and programs did: who, when, from where. Rows are only ever added.

CREATE TABLE audit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry       uuid NOT NULL UNIQUE,      -- an entry that is handed over twice is there once
    at          timestamptz NOT NULL,
    act         text NOT NULL,
    who         text NOT NULL,             -- account, or the name given on the command line; '': unknown
    program     text NOT NULL,             -- name of the token that a program used; '': a person
    origin      text NOT NULL,             -- network address, or 'command line'
    subject     text NOT NULL,             -- what it was done to; no personal values
    note        text NOT NULL,
    waybill     bigint,                    -- the waybill that it was about
    drop_token  text NOT NULL              -- finds the waybill that a drop was given afterwards; '': none
);
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_who ON audit (who, id);
CREATE INDEX audit_by_act ON audit (act, id);
CREATE INDEX audit_of_waybill ON audit (waybill, id) WHERE waybill IS NOT NULL;
CREATE INDEX audit_by_drop ON audit (drop_token) WHERE drop_token <> '';

CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit list of Waybill is only added to: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
-- Also in a session that replicates, where ordinary triggers rest.
ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_stays;

-- When a program last used its token, to the minute. The tokens themselves are in the file of accounts.
CREATE TABLE desk_token_uses (
    token_sha256  bytea PRIMARY KEY,
    used_at       timestamptz NOT NULL,
    origin        text NOT NULL
);
