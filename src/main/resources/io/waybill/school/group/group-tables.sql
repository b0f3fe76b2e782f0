-- Groups and members as they will be, under names of their own; they follow the stage.
CREATE VIEW {work}.groups_now AS SELECT * FROM {now.groups} AS g;
CREATE VIEW {work}.memberships_now AS SELECT * FROM {now.memberships} AS m;

-- Groups that are no longer there, the days with which they end, groups whose days change, and rows of members that change.
CREATE UNLOGGED TABLE {work}.group_gone (group_id bigint) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.group_end (group_id bigint, during daterange, withdrawn boolean) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.group_moved (group_id bigint, during daterange, withdrawn boolean) WITH (autovacuum_enabled = false);
CREATE UNLOGGED TABLE {work}.member_change (
    id bigint, group_id bigint, element_id bigint, during daterange, inverse boolean, withdrawn boolean) WITH (autovacuum_enabled = false)
