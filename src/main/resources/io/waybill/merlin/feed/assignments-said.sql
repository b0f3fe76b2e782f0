-- What the rows say about the assignments of a day, and what they leave blank on a day that the target did not know: it is carried on. The
-- department is that of the team or tribe.
INSERT INTO waybill.said_cells (system, about, subject, day, waybill, said, carried)
WITH row_of_day AS (
    SELECT d.user_id, d.effective AS day, l.known, d.leader, d.team, d.chapter, d.tribe
    FROM {work}.dated AS d
    JOIN {work}.timeline AS l ON l.user_id = d.user_id AND l.date = d.effective
    UNION ALL
    -- A row without a day is about today.
    SELECT a.user_id, a.effective, EXISTS (SELECT FROM {target.assignment} AS t
                                           WHERE t.user_id = a.user_id AND t.effective_date = a.effective),
           w.leader, w.team, w.chapter, w.tribe
    FROM {work}.assigned AS a
    JOIN {work}.wanted_user AS w ON w.id = a.user_id AND NOT w.skipped AND w.effective IS NULL
    WHERE a.effective = current_setting('waybill.today')::date
      AND (a.leader_id IS NOT NULL AND w.leader IS NULL OR a.team_id IS NOT NULL AND w.team IS NULL
           OR a.chapter_id IS NOT NULL AND w.chapter IS NULL)
      AND NOT EXISTS (SELECT FROM {work}.dated AS d WHERE d.user_id = a.user_id AND d.effective = a.effective)
)
SELECT 'merlin', 'assignment', user_id::text, day, current_setting('waybill.number')::bigint,
       array_remove(ARRAY[CASE WHEN leader IS NOT NULL THEN 'leader' END, CASE WHEN team IS NOT NULL THEN 'team' END,
                          CASE WHEN chapter IS NOT NULL THEN 'chapter' END,
                          CASE WHEN team > '' OR tribe > '' THEN 'department' END], NULL),
       CASE WHEN known THEN '{}'::text[]
            ELSE array_remove(ARRAY[CASE WHEN leader IS NULL THEN 'leader' END, CASE WHEN team IS NULL THEN 'team' END,
                                    CASE WHEN chapter IS NULL THEN 'chapter' END,
                                    CASE WHEN coalesce(team, '') || coalesce(tribe, '') = '' THEN 'department' END], NULL) END
FROM row_of_day
