-- An aspect is known by its ladder and its code.
SELECT id, {name} AS name, ladder_id || ' ' AS prefix FROM {target}
