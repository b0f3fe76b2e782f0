UPDATE {stage.committee} AS s
SET name = c.name, description = c.description
FROM {work}.role_committee AS c
WHERE c.id = s.id;

INSERT INTO {stage.member} (id, committee_id, user_id, waybill_offset)
SELECT current_setting('waybill.highest_member')::bigint + row_number() OVER (ORDER BY w.committee, w.holder), w.committee, w.holder, 0
FROM (SELECT DISTINCT c.id AS committee, r.holder
      FROM {work}.role_next AS r
      JOIN {work}.role_committee AS c USING (role)
      WHERE r.holder IS NOT NULL
        AND NOT EXISTS (SELECT FROM {target.member} AS t WHERE t.committee_id = c.id AND t.user_id = r.holder)) AS w;

-- The own committee of a holder of several roles is that of the first one in the mapping file.
UPDATE {stage.user} AS s
SET committee_id = w.committee
FROM (SELECT DISTINCT ON (r.holder) r.holder, c.id AS committee, c.rank
      FROM {work}.role_next AS r
      JOIN {work}.role_committee AS c USING (role)
      ORDER BY r.holder, c.rank) AS w
WHERE s.id = w.holder
  AND (current_setting('waybill.committee_of_holder') = 'always'
       OR current_setting('waybill.committee_of_holder') = 'when-empty'
          AND (s.committee_id IS NULL
               OR EXISTS (SELECT FROM {work}.role_committee AS o WHERE o.id = s.committee_id AND o.rank > w.rank)))
