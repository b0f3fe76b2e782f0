-- Play's grants, each with the user it is carried to and the subject of that path in Live, where there is one.
-- Grants without such a subject are left to decisions, renames and candidates.

CREATE UNLOGGED TABLE {stage.grant_fate} AS
SELECT tag.id AS old_id, holder.fullpath AS user_path, holder.data AS user_data, subject.fullpath AS subject_path,
       subject.fullname AS subject_fullname, carried.new_id AS thing_id,
       coalesce(found.id, subject_user.new_id) AS targetthing_id
FROM {target.thingtag} AS tag
JOIN {target.thing} AS holder ON holder.id = tag.thing_id
JOIN {target.thing} AS subject ON subject.id = tag.targetthing_id
LEFT JOIN {stage.carried_thing} AS carried ON carried.old_id = tag.thing_id
LEFT JOIN {stage.carried_thing} AS subject_user ON subject_user.old_id = tag.targetthing_id
LEFT JOIN {stage.thing} AS found ON found.fullpath = subject.fullpath AND found.waybill_offset IS NOT NULL
WHERE tag.annotation = current_setting('waybill.grant');
