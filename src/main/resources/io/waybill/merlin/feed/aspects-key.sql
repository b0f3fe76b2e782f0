-- An aspect is known by its ladder and its code.
UPDATE {work}.wanted_aspect SET key = ladder_id || ' ' || code_key WHERE ladder_id IS NOT NULL
