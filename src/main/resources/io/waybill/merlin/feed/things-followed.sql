-- How many tribes and teams get the department that follows from a changed category or tribe.
SELECT (SELECT count(*) FROM {work}.team_follow)
       + (SELECT count(*) FROM {work}.wanted_tribe AS w JOIN {target.tribe} AS t USING (id)
          WHERE w.follows AND NOT w.skipped AND w.department_id <> t.department_id)
       + (SELECT count(*) FROM {work}.wanted_team AS w JOIN {target.team} AS t USING (id)
          WHERE w.follows AND NOT w.skipped AND w.department_id <> t.department_id)
