-- A site that has dropped an application often leaves the names of its models behind; generic references to them lead nowhere.
-- severity: warning
-- sentence: Models are known to django_content_type that have no table.
-- needs: django_content_type
SELECT t.app_label || '.' || t.model AS model
FROM django_content_type AS t
WHERE to_regclass(quote_ident(t.app_label || '_' || t.model)) IS NULL
  AND (t.app_label, t.model) NOT IN (('contenttypes', 'contenttype'), ('sessions', 'session'), ('admin', 'logentry'), ('sites', 'site'))
ORDER BY 1
