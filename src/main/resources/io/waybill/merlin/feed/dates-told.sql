-- What becomes of rows with a day: how many are an earlier assignment than the last one of the same user in the drop, or than one that the
-- target knows, and how many say nothing that has a day.
SELECT (SELECT count(*) FROM {work}.dated AS d
        WHERE d.effective < (SELECT max(l.date) FROM {work}.timeline AS l WHERE l.user_id = d.user_id AND l.date < 'infinity')) AS earlier,
       (SELECT count(*) FROM {work}.wanted_user WHERE NOT skipped AND effective IS NOT NULL AND NOT moves)
       + (SELECT count(*) FROM {work}.wanted_move WHERE NOT skipped AND coalesce(leader, team, chapter, tribe) IS NULL) AS idle
