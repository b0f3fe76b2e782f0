-- What people have to know besides.
SELECT (SELECT count(*) FROM {work}.placed_cover) AS covers,
       (SELECT count(DISTINCT s.day)
        FROM {work}.silent_day AS s
        JOIN {work}.period AS p ON p.weekday = s.weekday
        WHERE EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'timetable' AND a.state = 'loaded')) AS silent,
       (SELECT count(*) FROM {work}.entry_incomplete) AS incomplete,
       (SELECT count(*) FROM {work}.pausing) AS pauses,
       (SELECT count(*) FROM {work}.wanted_event WHERE non_existent) AS suspended
