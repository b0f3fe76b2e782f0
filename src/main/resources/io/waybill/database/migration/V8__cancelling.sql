-- A waybill in hand can be cancelled: what was asked for, until it has ended. And how long waybills waited for people.

ALTER TABLE waybills
    ADD cancelled_at timestamptz,
    ADD cancelled_by text NOT NULL DEFAULT '',
    ADD cancel_reason text NOT NULL DEFAULT '';
CREATE INDEX waybills_to_cancel ON waybills (number) WHERE cancelled_at IS NOT NULL AND finished_at IS NULL;
CREATE INDEX steps_held ON steps (waybill, ordinal) WHERE state = 'held';
