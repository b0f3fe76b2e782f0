-- The events of the drop together with the histories of the same users in the target, by user and day. Within a day the rows of the drop
-- come first, then the events and snapshots of the target in the order of their creation. The whole text of an event whose text was cut is in
-- its note. Before its days comes the day of the last change of pay that the target has of a user.
WITH users AS (SELECT DISTINCT id FROM {work}.person WHERE id IS NOT NULL)
SELECT * FROM (
    SELECT p.id AS user_id, w.date, 0 AS source, NULL::timestamptz AS made, w.number AS id, w.type, w.facts AS text, NULL::text AS full_text,
           NULL::boolean AS imported, NULL::bigint AS event, NULL::float8 AS band, NULL::float8 AS change, NULL::float8 AS bonus,
           NULL::text AS ladder, NULL::float8 AS score, NULL::text AS levels, NULL::text AS stages,
           NULL::date AS last_pay
    FROM {work}.wanted_event AS w
    JOIN {work}.person AS p USING (key, email)
    WHERE p.id IS NOT NULL
    UNION ALL
    SELECT user_id, effective_date, 1, date_created, id, event_type, summary_text,
           CASE WHEN event_type = 'SENIORITY_CHANGE' AND summary_text LIKE '%…' THEN (
               SELECT n.content
               FROM {target.note} AS n
               WHERE n.owner_id = e.user_id AND n.date = e.effective_date AND n.title = e.summary_text AND n.type = {default.type}
                 AND n.proposal_type = current_setting('waybill.proposal_type')
               ORDER BY n.id
               LIMIT 1) END,
           created_by_id IS NULL AND object_id IS NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM {target.event} AS e
    WHERE user_id IN (SELECT id FROM users)
    UNION ALL
    SELECT c.user_id, c.effective_date, 2, c.date_created, c.id, NULL, NULL, NULL, NULL, c.source_event_id, b.number, c.salary_change,
           c.bonus_percentage, NULL, NULL, NULL, NULL, NULL
    FROM {target.compensation} AS c
    LEFT JOIN {target.band} AS b ON b.id = c.pay_band_id
    WHERE c.user_id IN (SELECT id FROM users)
    UNION ALL
    SELECT s.user_id, s.effective_date, 3, s.date_created, s.id, NULL, s.title, NULL, NULL, s.source_event_id, NULL, NULL, NULL, l.code,
           s.overall_score, s.details_json::text, s.stages_json::text, NULL
    FROM {target.seniority} AS s
    LEFT JOIN {target.ladder} AS l ON l.id = s.ladder_id
    WHERE s.user_id IN (SELECT id FROM users)
    UNION ALL
    SELECT c.user_id, '-infinity', -1, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           max(c.effective_date)
    FROM {target.compensation} AS c
    WHERE c.salary_change <> 0 AND c.pay_band_id IS NOT NULL AND c.user_id IN (SELECT id FROM users)
    GROUP BY c.user_id
) AS histories
ORDER BY user_id, date, source, made, id
