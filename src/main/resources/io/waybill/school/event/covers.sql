-- Who stands in for whom, and in which event. Of several events of one entry on a day it is the first one.
CREATE UNLOGGED TABLE {work}.placed_cover WITH (autovacuum_enabled = false) AS
WITH there AS (
    SELECT w.entry, w.day, w.id, w.starts_at, w.non_existent FROM {work}.wanted_event AS w
    UNION ALL
    -- what was rejected under its key stays, and so do its covers
    SELECT c.entry, c.day, e.id, e.starts_at, e.non_existent
    FROM {work}.frame AS f
    CROSS JOIN {work}.cover AS c
    JOIN {target.events} AS e ON e.eventsource_id = f.eventsource_id AND e.source_key = c.entry AND e.local_date = c.day
    WHERE NOT e.withdrawn AND NOT EXISTS (SELECT FROM {work}.wanted_event AS w WHERE w.entry = c.entry AND w.day = c.day)
      AND NOT EXISTS (SELECT FROM {stage.events} AS s WHERE s.id = e.id)
    UNION ALL
    SELECT c.entry, c.day, e.id, e.starts_at, e.non_existent
    FROM {work}.cover AS c
    JOIN {work}.kept_event AS k ON k.entry = c.entry
    JOIN {target.events} AS e ON e.id = k.id AND e.local_date = c.day
), placed AS (
    SELECT DISTINCT ON (c.id) c.id AS source_id, c.day, c.entry, e.id AS event_id, e.non_existent, a.element_id AS covered_element,
           b.element_id AS element_id, b.id AS staff_id
    FROM {work}.frame AS f
    CROSS JOIN {work}.cover AS c
    LEFT JOIN there AS e ON e.entry = c.entry AND e.day = c.day
    LEFT JOIN {work}.found AS a ON a.kind = 'staff' AND a.source_id = c.covered
    LEFT JOIN {work}.found AS b ON b.kind = 'staff' AND b.source_id = c.covering
    WHERE c.day >= f.start
      AND EXISTS (SELECT FROM {work}.area AS r WHERE r.area = 'covers' AND r.state = 'loaded')
    -- where several lessons may be the one that was rejected, it is the one that has this cover
    ORDER BY c.id,
             EXISTS (SELECT FROM {target.commitments} AS o WHERE o.event_id = e.id AND o.source_id = c.id AND o.covering_id IS NOT NULL) DESC,
             e.starts_at, e.id
), covered AS (
    SELECT p.source_id, coalesce(s.id, c.id) AS covering_id
    FROM placed AS p
    LEFT JOIN {stage.commitments} AS s
        ON s.event_id = p.event_id AND s.element_id = p.covered_element AND s.covering_id IS NULL AND NOT s.withdrawn
    LEFT JOIN {target.commitments} AS c
        ON c.event_id = p.event_id AND c.element_id = p.covered_element AND c.covering_id IS NULL AND NOT c.withdrawn
       AND NOT EXISTS (SELECT FROM {stage.commitments} AS o WHERE o.id = c.id)
)
SELECT p.*, c.covering_id,
       CASE WHEN p.event_id IS NULL THEN 'no-event'
            WHEN p.element_id IS NULL THEN 'nobody-comes'
            WHEN c.covering_id IS NULL THEN 'nobody-away'
            WHEN row_number() OVER (PARTITION BY p.event_id, p.element_id, c.covering_id
                                    ORDER BY length(p.source_id), p.source_id) > 1 THEN 'repeated' END AS problem
FROM placed AS p
JOIN covered AS c ON c.source_id = p.source_id;
ANALYZE {work}.placed_cover;

-- Covers that the import has brought, from the effective day on.
CREATE UNLOGGED TABLE {work}.known_cover WITH (autovacuum_enabled = false) AS
SELECT c.*
FROM {work}.frame AS f
JOIN {target.commitments} AS c ON c.datasource_id = f.datasource_id AND c.covering_id IS NOT NULL AND c.source_id IS NOT NULL
JOIN {target.events} AS e ON e.id = c.event_id AND e.local_date >= f.start;
ANALYZE {work}.known_cover;

-- The row for a cover is the one that says the same already, whoever made it; else the one with its key, unless that says what another one wants.
CREATE UNLOGGED TABLE {work}.chosen_cover WITH (autovacuum_enabled = false) AS
WITH same AS (
    SELECT p.source_id, c.id
    FROM {work}.placed_cover AS p
    JOIN {target.commitments} AS c ON c.event_id = p.event_id AND c.element_id = p.element_id AND c.covering_id = p.covering_id
    WHERE p.problem IS NULL
), keyed AS (
    SELECT DISTINCT ON (p.source_id) p.source_id, k.id
    FROM {work}.placed_cover AS p
    JOIN {work}.known_cover AS k ON k.source_id = p.source_id
    WHERE p.problem IS NULL AND NOT EXISTS (SELECT FROM same AS s WHERE s.id = k.id OR s.source_id = p.source_id)
    ORDER BY p.source_id, (k.event_id = p.event_id) DESC, k.withdrawn, k.id
)
SELECT source_id, id FROM same
UNION ALL
SELECT source_id, id FROM keyed;
ANALYZE {work}.chosen_cover;

INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
SELECT coalesce(c.id, top.id + row_number() OVER (PARTITION BY c.id IS NULL ORDER BY p.event_id, p.element_id, p.covering_id)), p.event_id,
       p.element_id, p.covering_id, f.datasource_id, p.source_id, coalesce(c.names_event, false), coalesce(c.status, 'uncontrolled'),
       coalesce(c.reason, ''), false, 0
FROM {work}.frame AS f
CROSS JOIN (SELECT {top.commitments} AS id) AS top
CROSS JOIN {work}.placed_cover AS p
LEFT JOIN {work}.chosen_cover AS x ON x.source_id = p.source_id
LEFT JOIN {target.commitments} AS c ON c.id = x.id
WHERE p.problem IS NULL
  AND (c.id IS NULL OR c.withdrawn
       OR c.datasource_id = f.datasource_id
          AND (c.event_id, c.element_id, c.covering_id, c.source_id) IS DISTINCT FROM (p.event_id, p.element_id, p.covering_id, p.source_id));

INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
SELECT k.id, k.event_id, k.element_id, k.covering_id, k.datasource_id, k.source_id, k.names_event, k.status, k.reason, true, NULL
FROM {work}.known_cover AS k
WHERE NOT k.withdrawn AND NOT EXISTS (SELECT FROM {work}.chosen_cover AS x WHERE x.id = k.id)
  AND EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'covers' AND a.state = 'loaded')
  AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'covers' AND (r.key IS NULL OR r.key = k.source_id));

-- The property "Covered", where the calendar has one, is on events with a cover. What was put there by hand stays.
CREATE UNLOGGED TABLE {work}.covered_event WITH (autovacuum_enabled = false) AS
SELECT c.event_id, bool_or(c.datasource_id = f.datasource_id) AS imported
FROM {work}.frame AS f
CROSS JOIN {now.commitments} AS c
WHERE c.covering_id IS NOT NULL AND NOT c.withdrawn
GROUP BY c.event_id;
ANALYZE {work}.covered_event;

INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
SELECT coalesce(c.id, top.id + row_number() OVER (PARTITION BY c.id IS NULL ORDER BY v.event_id)), v.event_id, x.id, NULL, f.datasource_id, NULL,
       false, 'uncontrolled', '', false, NULL
FROM {work}.frame AS f
CROSS JOIN (SELECT {top.commitments} AS id) AS top
CROSS JOIN {now.properties} AS p
JOIN {now.elements} AS x ON x.property_id = p.id
CROSS JOIN (SELECT DISTINCT event_id FROM {work}.placed_cover WHERE problem IS NULL) AS v
LEFT JOIN {target.commitments} AS c ON c.event_id = v.event_id AND c.element_id = x.id AND c.covering_id IS NULL
WHERE p.name = 'Covered' AND (c.id IS NULL OR c.withdrawn);

INSERT INTO {stage.commitments} (id, event_id, element_id, covering_id, datasource_id, source_id, names_event, status, reason, withdrawn,
                                 waybill_offset)
SELECT c.id, c.event_id, c.element_id, NULL, c.datasource_id, c.source_id, c.names_event, c.status, c.reason, true, NULL
FROM {work}.frame AS f
CROSS JOIN {now.properties} AS p
JOIN {now.elements} AS x ON x.property_id = p.id
JOIN {target.commitments} AS c ON c.element_id = x.id AND c.datasource_id = f.datasource_id AND c.covering_id IS NULL AND NOT c.withdrawn
JOIN {target.events} AS e ON e.id = c.event_id AND e.local_date >= f.start
WHERE p.name = 'Covered'
  AND EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'covers' AND a.state = 'loaded')
  AND NOT EXISTS (SELECT FROM {work}.covered_event AS v WHERE v.event_id = c.event_id);
ANALYZE {stage.commitments} (id, event_id)
