-- What people should know of some things of a source before they choose one. Parameters: the source, the kind, keys.
SELECT t.key AS value, t.name, t.type || CASE WHEN t.current THEN '' ELSE ', no longer there' END AS type, t.more AS belongs_to,
       (SELECT count(*) FROM memberships AS m WHERE m.element_id = t.element_id AND NOT m.withdrawn) AS groups,
       (SELECT count(*) FROM commitments AS c WHERE c.element_id = t.element_id AND NOT c.withdrawn) AS events
FROM ({things}) AS t
JOIN datasources AS d ON d.id = t.datasource_id
WHERE d.name = ? AND t.kind = ? AND t.key = ANY (?)
