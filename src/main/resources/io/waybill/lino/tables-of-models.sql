-- The tables of all models that the site knows and that are there. Parameters: models whose table has another name, and that name.
SELECT DISTINCT named.name
FROM django_content_type AS t
CROSS JOIN LATERAL (
    SELECT coalesce(
        (SELECT o.name FROM unnest(?::text[], ?::text[]) AS o (model, name) WHERE lower(o.model) = t.app_label || '.' || t.model),
        t.app_label || '_' || t.model) AS name) AS named
WHERE to_regclass(quote_ident(named.name)) IS NOT NULL
ORDER BY 1
