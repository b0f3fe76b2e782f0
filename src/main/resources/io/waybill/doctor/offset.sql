-- By how many seconds a time zone differs from UTC at two moments.
SELECT extract(epoch FROM (moment AT TIME ZONE ?) - (moment AT TIME ZONE 'UTC'))::int AS seconds
FROM (VALUES (1, ?::timestamptz), (2, ?::timestamptz)) AS moments (place, moment)
ORDER BY place
