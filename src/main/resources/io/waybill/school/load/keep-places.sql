-- Occurrences whose rooms stay until somebody has said which one is meant. Parameter: the records whose places may be misspelt rooms.
INSERT INTO {work}.kept_place (occurrence)
SELECT DISTINCT u.occurrence FROM {work}.unplaced AS u WHERE u.record = ANY (?)
