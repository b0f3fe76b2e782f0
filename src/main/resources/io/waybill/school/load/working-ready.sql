-- Keys for joins, and statistics. A working table of the same rows gives the same plans every night.
CREATE INDEX ON {work}.group_record (kind, id);
CREATE INDEX ON {work}.member (group_kind, group_id);
CREATE INDEX ON {work}.entry (key);
CREATE INDEX ON {work}.occurrence (key);
ANALYZE {work}.area, {work}.rejected, {work}.staff_member, {work}.pupil, {work}.subject, {work}.room, {work}.group_record, {work}.member,
        {work}.period, {work}.week_use, {work}.entry, {work}.entry_period, {work}.entry_staff, {work}.entry_room, {work}.entry_group,
        {work}.entry_pupil, {work}.entry_source, {work}.unusable_entry, {work}.unusable_group, {work}.unreadable_link, {work}.occurrence,
        {work}.occurrence_staff, {work}.occurrence_pupil,
        {work}.occurrence_member, {work}.cover
