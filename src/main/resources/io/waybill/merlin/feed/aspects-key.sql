-- Ladder and code identify an aspect.
UPDATE {work}.wanted_aspect SET key = ladder_id || ' ' || code_key WHERE ladder_id IS NOT NULL
