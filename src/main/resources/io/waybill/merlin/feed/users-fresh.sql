SELECT count(*) FROM {work}.wanted_user WHERE fresh AND NOT skipped AND EXISTS (SELECT FROM {target.user} WHERE email > '')
