-- Which of these users the target has.
SELECT fullpath FROM {target.thing} WHERE fullpath = ANY (?)
