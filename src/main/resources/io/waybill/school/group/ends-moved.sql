-- The members of groups that end are cut to their days.
INSERT INTO {work}.group_moved (group_id, during, withdrawn) SELECT group_id, during, withdrawn FROM {work}.group_end
