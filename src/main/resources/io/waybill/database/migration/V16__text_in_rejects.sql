-- Whether a rejected row shows a text to people: cells of secret columns do not, nor a reason that may quote one. It is asked only of rows of a kind
-- that has secret columns and that have the text somewhere: a look at all rows of a large ledger by it would take seconds.

CREATE FUNCTION shows(reject rejects, secret_kinds text[], secret_columns text[], sought text) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
    WITH secret AS (
        SELECT s.name FROM unnest(secret_kinds, secret_columns) AS s (kind, name) WHERE s.kind = (reject).kind
    ),
    shown AS (
        SELECT v.value
        FROM unnest((reject).header, (reject).cells) AS v (name, value)
        WHERE v.name NOT IN (SELECT name FROM secret)
        UNION ALL
        SELECT (reject).file
        UNION ALL
        SELECT (reject).reason
        WHERE NOT EXISTS (
            SELECT
            FROM unnest((reject).header, (reject).cells) AS v (name, value)
            JOIN secret ON secret.name = v.name
            WHERE strpos((reject).reason, v.name) > 0
               OR v.name = ANY ((reject).cause)
               OR v.value <> '' AND (v.value = ANY ((reject).cause) OR strpos((reject).reason, v.value) > 0))
    )
    SELECT EXISTS (SELECT FROM shown WHERE strpos(lower(value), lower(sought)) > 0)
$$;
