SELECT m.day, m.body FROM {work}.cover_moment AS m WHERE m.non_existent ORDER BY m.day, m.body
