UPDATE {work}.wanted_level SET aspect_key = ladder_id || ' ' || code_key
