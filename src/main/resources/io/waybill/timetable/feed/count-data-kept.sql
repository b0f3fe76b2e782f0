-- Users of the file whose data the target has otherwise.
SELECT count(DISTINCT wanted.path)
FROM {stage.wanted_user} AS wanted
JOIN {target.thing} AS t ON t.fullpath = wanted.path
WHERE wanted.data <> '' AND wanted.data <> t.data
