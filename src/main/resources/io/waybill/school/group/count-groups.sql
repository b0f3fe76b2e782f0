-- By kind: groups that came, changed, came back, ended or stayed as they were.
SELECT k.kind, k.lasting,
       count(*) FILTER (WHERE r.fresh) AS created,
       count(*) FILTER (WHERE r.reborn) AS reincarnated,
       count(*) FILTER (WHERE r.changed AND NOT r.fresh AND NOT r.reborn) AS amended,
       count(*) FILTER (WHERE NOT r.changed) AS untouched,
       (SELECT count(*) FROM {work}.group_end AS e JOIN {target.groups} AS g ON g.id = e.group_id WHERE g.kind = k.kind) AS ended,
       (SELECT count(*) FROM {target.groups} AS g
        WHERE g.kind = k.kind AND NOT g.withdrawn AND (upper_inf(g.during) OR upper(g.during) > f.start) AND g.datasource_id = f.datasource_id
          AND g.era_id = CASE WHEN k.lasting THEN f.perpetual_era_id ELSE f.era_id END) AS before
FROM {work}.frame AS f
CROSS JOIN {work}.group_kind AS k
LEFT JOIN {work}.group_row AS r ON r.kind = k.kind
GROUP BY k.kind, k.lasting, f.start, f.datasource_id, f.perpetual_era_id, f.era_id
ORDER BY array_position(ARRAY['tutor', 'teaching', 'other half', 'custom', 'automatic'], k.kind)
