-- A level is known by ladder, aspect, number and stage; the stage that the original import wrote without its non-joiner is the same, and
-- is mended when its row comes by.
UPDATE {work}.wanted_level AS w
SET id = (SELECT t.id FROM {target.level} AS t
          WHERE t.ladder_id = w.ladder_id AND t.aspect_id = w.aspect_id AND t.level = w.level
            AND replace(t.stage, U&'\200C', '') = replace(w.stage, U&'\200C', '')
          ORDER BY t.stage <> w.stage, t.id
          LIMIT 1)
WHERE NOT dead;

UPDATE {work}.wanted_level AS w
SET id = current_setting('waybill.highest_level')::bigint + f.place, fresh = true
FROM (SELECT number, row_number() OVER (ORDER BY ladder_id, aspect_id, level, stage) AS place
      FROM {work}.wanted_level WHERE NOT dead AND id IS NULL) AS f
WHERE w.number = f.number
