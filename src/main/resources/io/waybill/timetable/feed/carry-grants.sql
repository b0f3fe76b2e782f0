-- Stages the grants whose holder and subject are known. A grant that Play has twice is kept twice, with a notice.
INSERT INTO {stage.thingtag} (id, annotation, thing_id, targetthing_id)
SELECT CASE WHEN taken
            THEN current_setting('waybill.highest_thingtag')::bigint + row_number() OVER (PARTITION BY taken ORDER BY old_id)
            ELSE old_id END,
       current_setting('waybill.grant'), thing_id, targetthing_id
FROM (SELECT *, EXISTS (SELECT FROM {stage.thingtag} AS s WHERE s.id = old_id) AS taken
      FROM {stage.grant_fate}
      WHERE thing_id IS NOT NULL AND targetthing_id IS NOT NULL) AS wanted;
