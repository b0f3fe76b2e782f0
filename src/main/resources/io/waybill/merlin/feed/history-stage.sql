ANALYZE {work}.event_outcome (number, outcome, user_id, id, date, snapshot_id, fresh, moved);

-- New bands.
INSERT INTO {stage.band} (id, uuid, date_created, date_updated, number, waybill_offset)
SELECT highest + row_number() OVER (ORDER BY band), {work}.new_uuid('band', (highest + row_number() OVER (ORDER BY band))), {work}.moment(), {work}.moment(), band, 0
FROM (SELECT DISTINCT band, current_setting('waybill.highest_band')::bigint AS highest
      FROM {work}.event_outcome AS e
      WHERE band IS NOT NULL
        AND NOT EXISTS (SELECT FROM {target.band} AS t WHERE t.number = e.band)) AS missing;

-- Existing events are staged as they are; changed ones, and those that follow from others now, get their new text. New ones come then.
INSERT INTO {stage.event} (id, {event}, waybill_offset)
SELECT t.id, {event|t.#}, e.number
FROM {work}.event_outcome AS e
JOIN {target.event} AS t ON t.id = e.id
WHERE e.outcome IN ('k', 'c') OR e.outcome = 'f' AND (e.number > 0 OR e.text IS NOT NULL);

UPDATE {stage.event} AS s
SET summary_text = e.text
FROM {work}.event_outcome AS e
WHERE e.outcome IN ('c', 'f') AND e.text IS NOT NULL AND e.id = s.id;

INSERT INTO {stage.event} (id, uuid, date_created, date_updated, event_type, summary_text, effective_date, visibility_mask, user_id,
                           waybill_offset)
SELECT id, {work}.new_uuid('event', id), {work}.moment() + place * interval '1 microsecond', {work}.moment() + place * interval '1 microsecond', type, text, date,
       {default.visibility_mask}, user_id, number
FROM {work}.event_outcome
WHERE outcome = 'n';

-- Compensation snapshots.
INSERT INTO {stage.compensation} (id, {compensation}, waybill_offset)
SELECT t.id, {compensation|t.#}, 0
FROM {work}.event_outcome AS e
JOIN {target.compensation} AS t ON t.id = e.snapshot_id
WHERE e.outcome = 'c' AND e.bonus IS NOT NULL AND NOT e.fresh OR e.outcome = 'f' AND e.pays AND (e.follows_band OR e.moved);

UPDATE {stage.compensation} AS s
SET bonus_percentage = e.bonus, salary_change = e.change, source_event_id = e.id,
    pay_band_id = (SELECT b.id FROM {now.band} AS b WHERE b.number = e.band)
FROM {work}.event_outcome AS e
WHERE e.outcome = 'c' AND e.bonus IS NOT NULL AND NOT e.fresh AND e.snapshot_id = s.id;

UPDATE {stage.compensation} AS s
SET pay_band_id = CASE WHEN e.follows_band THEN (SELECT b.id FROM {now.band} AS b WHERE b.number = e.band) ELSE s.pay_band_id END,
    date_created = CASE WHEN e.moved THEN {work}.moment() + e.place * interval '1 microsecond' ELSE s.date_created END
FROM {work}.event_outcome AS e
WHERE (e.outcome = 'f' AND e.pays AND (e.follows_band OR e.moved) OR e.outcome = 'c' AND e.bonus IS NOT NULL AND e.moved)
  AND e.snapshot_id = s.id;

INSERT INTO {stage.compensation} (id, uuid, date_created, date_updated, bonus_percentage, effective_date, is_redacted, user_id, pay_band_id,
                                  source_event_id, salary_change, waybill_offset)
SELECT e.snapshot_id, {work}.new_uuid('compensation', e.snapshot_id), {work}.moment() + e.place * interval '1 microsecond',
       {work}.moment() + e.place * interval '1 microsecond', e.bonus, e.date, false, e.user_id, b.id, e.id, e.change, 0
FROM {work}.event_outcome AS e
LEFT JOIN {now.band} AS b ON b.number = e.band
WHERE e.bonus IS NOT NULL AND e.fresh;

-- Seniority snapshots.
INSERT INTO {stage.seniority} (id, {seniority}, waybill_offset)
SELECT t.id, {seniority|t.#}, 0
FROM {work}.event_outcome AS e
JOIN {target.seniority} AS t ON t.id = e.snapshot_id
WHERE e.outcome = 'c' AND e.levels IS NOT NULL AND NOT e.fresh OR e.outcome = 'f' AND NOT e.pays AND e.moved;

UPDATE {stage.seniority} AS s
SET title = e.title, overall_score = e.score, details_json = e.levels, stages_json = e.stages, source_event_id = e.id,
    ladder_id = (SELECT l.id FROM {now.ladder} AS l WHERE l.code = e.ladder)
FROM {work}.event_outcome AS e
WHERE e.outcome = 'c' AND e.levels IS NOT NULL AND NOT e.fresh AND e.snapshot_id = s.id;

UPDATE {stage.seniority} AS s
SET date_created = {work}.moment() + e.place * interval '1 microsecond'
FROM {work}.event_outcome AS e
WHERE (e.outcome = 'f' AND NOT e.pays OR e.outcome = 'c' AND e.levels IS NOT NULL) AND e.moved AND e.snapshot_id = s.id;

INSERT INTO {stage.seniority} (id, uuid, date_created, date_updated, title, overall_score, details_json, effective_date, is_redacted,
                               ladder_id, user_id, source_event_id, stages_json, waybill_offset)
SELECT e.snapshot_id, {work}.new_uuid('seniority', e.snapshot_id), {work}.moment() + e.place * interval '1 microsecond',
       {work}.moment() + e.place * interval '1 microsecond', e.title, e.score, e.levels, e.date, false, l.id, e.user_id, e.id, e.stages, 0
FROM {work}.event_outcome AS e
JOIN {now.ladder} AS l ON l.code = e.ladder
WHERE e.levels IS NOT NULL AND e.fresh
