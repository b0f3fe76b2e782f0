-- What becomes of rows with a day: how many are an earlier assignment than the last one of the same user in the drop, or than one that the
-- target knows, and how many say nothing that has a day.
SELECT (SELECT count(*) FROM {work}.dated AS d
        JOIN (SELECT user_id, max(date) AS latest FROM {work}.timeline WHERE date < 'infinity' GROUP BY user_id) AS l USING (user_id)
        WHERE d.effective < l.latest) AS earlier,
       (SELECT count(*) FROM {work}.wanted_user WHERE NOT skipped AND effective IS NOT NULL AND NOT moves)
       + (SELECT count(*) FROM {work}.wanted_move WHERE NOT skipped AND coalesce(leader, team, chapter, tribe) IS NULL) AS idle
