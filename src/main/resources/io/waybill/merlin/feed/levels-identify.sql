-- Ladder, aspect, number and stage identify a level. A stage that the original import wrote without its non-joiner is the same stage; it is
-- corrected when the file has its row.
UPDATE {work}.wanted_level AS w
SET id = (SELECT t.id FROM {target.level} AS t
          WHERE t.ladder_id = w.ladder_id AND t.aspect_id = w.aspect_id AND t.level = w.level
            AND replace(t.stage, U&'\200C', '') = replace(w.stage, U&'\200C', '')
          ORDER BY t.stage <> w.stage, t.id
          LIMIT 1)
WHERE NOT skipped;

UPDATE {work}.wanted_level AS w
SET id = current_setting('waybill.highest_level')::bigint + f.place, fresh = true
FROM (SELECT number, row_number() OVER (ORDER BY ladder_id, aspect_id, level, stage) AS place
      FROM {work}.wanted_level WHERE NOT skipped AND id IS NULL) AS f
WHERE w.number = f.number
