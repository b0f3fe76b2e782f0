-- Pupils who are called otherwise because of their tutor group: their own name is the same, and they were there before and are.
SELECT count(*)
FROM {stage.elements} AS s
JOIN {target.elements} AS t ON t.id = s.id AND t.name <> s.name
JOIN {now.pupils} AS p ON p.id = s.pupil_id
JOIN {target.pupils} AS b ON b.id = p.id AND b.name = p.name AND b.current = p.current
