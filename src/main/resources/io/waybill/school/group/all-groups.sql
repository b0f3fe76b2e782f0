-- All groups, with the days that they have.
INSERT INTO {work}.group_moved (group_id, during, withdrawn) SELECT id, during, withdrawn FROM {target.groups}
