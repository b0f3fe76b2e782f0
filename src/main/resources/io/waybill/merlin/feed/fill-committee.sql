UPDATE {stage.committee} AS s
SET name = c.name, description = c.description
FROM {work}.role_committee AS c
WHERE c.id = s.id;

INSERT INTO {stage.member} (id, committee_id, user_id, waybill_offset)
SELECT current_setting('waybill.highest_member')::bigint + row_number() OVER (ORDER BY w.key), c.id, w.id, 0
FROM {work}.wanted_user AS w
JOIN {work}.role_committee AS c ON c.role = w.role
WHERE NOT w.skipped
  AND NOT EXISTS (SELECT FROM {target.member} AS t WHERE t.committee_id = c.id AND t.user_id = w.id);

UPDATE {stage.user} AS s
SET committee_id = c.id
FROM {work}.wanted_user AS w
JOIN {work}.role_committee AS c ON c.role = w.role
WHERE NOT w.skipped AND s.id = w.id
  AND (current_setting('waybill.committee_of_holder') = 'always'
       OR current_setting('waybill.committee_of_holder') = 'when-empty' AND s.committee_id IS NULL)
