-- The desk: who is logged in; what its lists need to stay fast.

-- A session is known by the digest of its token, which only the browser has.
CREATE TABLE desk_sessions (
    token_sha256  bytea PRIMARY KEY,
    account       text NOT NULL,
    credential    text NOT NULL,           -- digest of the password's hash: it ends when that changes
    opened_at     timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,    -- last request, to the minute
    told          text NOT NULL DEFAULT '' -- a sentence for the next page
);
CREATE INDEX desk_sessions_by_account ON desk_sessions (account, opened_at);

ALTER TABLE waybills
    -- What a text is looked for in. Kept in small letters, because making them small takes most of the time.
    ADD sought text GENERATED ALWAYS AS (lower(file_name || E'\n' || requested_by || E'\n' || message)) STORED;

-- Those of a state, the latest first.
DROP INDEX waybills_by_state;
CREATE INDEX waybills_by_state ON waybills (state, number);
-- The days of the last weeks, without the rows themselves.
CREATE INDEX waybills_by_time ON waybills (claimed_at) INCLUDE (number, state, preview);
CREATE INDEX counts_with_rejects ON counts (waybill) INCLUDE (rejected) WHERE rejected > 0;
CREATE INDEX rejects_open_of_waybill ON rejects (waybill) WHERE state = 'open';
