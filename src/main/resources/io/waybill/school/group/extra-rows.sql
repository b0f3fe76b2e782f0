-- The groups that these are, or will be. One in which a name means nobody, or several, is broken: it stays as it is.
CREATE UNLOGGED TABLE {work}.extra_row WITH (autovacuum_enabled = false) AS
SELECT g.place, g.name, coalesce(t.id, top.id + row_number() OVER (PARTITION BY t.id IS NULL ORDER BY g.place)) AS id, t.id IS NULL AS fresh,
       (t.withdrawn OR upper(t.during) <= f.start) IS TRUE AS reborn,
       CASE WHEN t.id IS NULL OR t.withdrawn THEN daterange(f.start, NULL) ELSE daterange(lower(t.during), NULL) END AS during
FROM {work}.frame AS f
CROSS JOIN {work}.extra_group AS g
CROSS JOIN (SELECT {top.groups} AS id) AS top
LEFT JOIN LATERAL (
    SELECT o.id, o.during, o.withdrawn
    FROM {work}.groups_now AS o
    WHERE o.kind = 'vanilla' AND o.owner_id IS NULL AND o.era_id = f.perpetual_era_id AND o.name = g.name
    ORDER BY o.withdrawn, o.id
    LIMIT 1) AS t ON true
WHERE NOT EXISTS (SELECT FROM {work}.extra_member AS m WHERE m.place = g.place AND m.found <> 1);

INSERT INTO {stage.groups} (id, kind, era_id, name, during, withdrawn, make_public, waybill_offset)
SELECT r.id, 'vanilla', f.perpetual_era_id, r.name, r.during, false, false, 0
FROM {work}.frame AS f
CROSS JOIN {work}.extra_row AS r
WHERE r.fresh OR r.reborn;

INSERT INTO {stage.elements} (id, name, group_id, owned, waybill_offset)
SELECT top.id + row_number() OVER (ORDER BY r.id), r.name, r.id, false, 0
FROM {work}.extra_row AS r
CROSS JOIN (SELECT {top.elements} AS id) AS top
WHERE NOT EXISTS (SELECT FROM {target.elements} AS e WHERE e.group_id = r.id);

CREATE UNLOGGED TABLE {work}.extra_scope AS SELECT id AS group_id FROM {work}.extra_row;
CREATE UNLOGGED TABLE {work}.extra_wanted AS
SELECT DISTINCT r.id AS group_id, m.element_id
FROM {work}.extra_row AS r
JOIN {work}.extra_member AS m ON m.place = r.place
JOIN {now.elements} AS e ON e.id = m.element_id AND e.group_id IS DISTINCT FROM r.id;
-- The file says all of who is in such a group.
CREATE UNLOGGED TABLE {work}.extra_owned AS
SELECT DISTINCT m.element_id
FROM {work}.extra_row AS r
JOIN {target.memberships} AS m ON m.group_id = r.id AND NOT m.withdrawn;
ANALYZE {work}.extra_scope, {work}.extra_wanted, {work}.extra_owned
