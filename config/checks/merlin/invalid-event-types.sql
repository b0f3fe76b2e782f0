-- Earlier imports wrote whatever stood in their files.
-- severity: warning
-- sentence: Events of the history have a type that the application does not know.
SELECT event_type || ', ' || count(*) || ' times'
FROM api_timelineevent
WHERE event_type NOT IN ('SENIORITY_CHANGE', 'PAY_CHANGE', 'BONUS_PAYOUT', 'EVALUATION', 'MAPPING', 'TITLE_CHANGE', 'STOCK_GRANT',
                         'NOTICE', 'LADDER_CHANGED')
GROUP BY event_type
ORDER BY event_type
