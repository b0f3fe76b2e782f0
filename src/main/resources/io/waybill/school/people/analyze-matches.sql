ANALYZE {work}.staff_match, {work}.pupil_match, {work}.subject_match, {work}.room_name
