-- Groups that end with the era, and how many of them would have gone on.
SELECT (SELECT count(*) FROM {work}.group_gone) AS groups, (SELECT count(*) FROM {work}.group_end) AS shortened
