-- People of the calendar, whatever source they are of.
SELECT 'staff' AS kind, s.id, s.datasource_id, s.source_id, s.name, concat_ws(', ', nullif(s.initials, ''), nullif(s.email, '')) AS more,
       s.current
FROM staffs AS s
UNION ALL
SELECT 'pupil', p.id, p.datasource_id, p.source_id, p.name, concat_ws(', ', nullif(p.school_id, ''), nullif(p.email, '')), p.current
FROM pupils AS p
