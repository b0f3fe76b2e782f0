-- Rows of members that change.
SELECT count(*) FROM {work}.member_change
