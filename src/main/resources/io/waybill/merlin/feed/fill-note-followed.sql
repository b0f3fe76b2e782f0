-- Notes whose event has a new text. What somebody has written into a note or its summary since stays.
UPDATE {stage.note} AS s
SET title = f.title, content = CASE WHEN s.content = f.former_content THEN f.content ELSE s.content END
FROM {work}.note_followed AS f
WHERE f.id = s.id;

UPDATE {stage.summary} AS s
SET content = f.content
FROM {work}.note_followed AS f
WHERE f.summary_id = s.id AND s.content = f.former_content
