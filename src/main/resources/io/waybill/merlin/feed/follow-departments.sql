-- What would follow, but is not there and may not be created, stays as it is.
UPDATE {work}.wanted_tribe SET department = NULL, department_key = NULL, implied = false, follows = false
WHERE follows AND department_id IS NULL;
UPDATE {work}.wanted_team SET department = NULL, department_key = NULL, implied = false, follows = false
WHERE follows AND department_id IS NULL
