-- Ladder and code identify an aspect.
SELECT id, {name} AS name, ladder_id || ' ' AS prefix FROM {target}
