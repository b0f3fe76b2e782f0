-- Occurrences that do not say who is in their group.
SELECT count(*) FROM {work}.undecided
