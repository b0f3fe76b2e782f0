-- People who are present as those of the former system: whom a drop that converts does not have, and who may be meant by records of one that does
-- not convert.
SELECT (SELECT count(*) FROM {target.pupils} AS t
        WHERE f.convert AND t.current AND t.datasource_id = f.previous_datasource_id AND EXISTS (SELECT FROM {work}.pupil)
          AND NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.id = t.id)
          AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'pupils' AND d.id = t.id)) AS pupils,
       (SELECT count(*) FROM {target.staffs} AS t
        WHERE f.convert AND t.current AND t.datasource_id = f.previous_datasource_id AND EXISTS (SELECT FROM {work}.staff_member)
          AND NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.id = t.id)
          AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'staff' AND d.id = t.id)) AS staff,
       (SELECT count(DISTINCT d.source_id) FROM {work}.doubtful AS d JOIN {target.pupils} AS t ON t.id = d.id
        WHERE NOT f.convert AND d.area = 'pupils' AND t.datasource_id = f.previous_datasource_id) AS pupils_alike,
       (SELECT count(DISTINCT d.source_id) FROM {work}.doubtful AS d JOIN {target.staffs} AS t ON t.id = d.id
        WHERE NOT f.convert AND d.area = 'staff' AND t.datasource_id = f.previous_datasource_id) AS staff_alike
FROM {work}.frame AS f
