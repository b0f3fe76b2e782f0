-- How many events of the target follow from others now, or stay although they do; and which.
SELECT count(*) FILTER (WHERE outcome = 'f' AND text IS NOT NULL) AS texts,
       count(*) FILTER (WHERE outcome = 'f' AND follows_band) AS bands,
       count(*) FILTER (WHERE outcome IN ('f', 'c') AND moved) AS moved,
       count(*) FILTER (WHERE outcome = 's') AS stayed,
       array_to_string((array_agg(id ORDER BY id) FILTER (WHERE outcome = 's'))[1:5], ', ') AS first,
       (SELECT count(*) FROM {work}.note_followed AS f JOIN {target.note} AS n ON n.id = f.id WHERE n.content <> f.former_content) AS notes
FROM {work}.event_outcome
