CREATE TABLE IF NOT EXISTS club_team (name text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS club_member (
    card text PRIMARY KEY,
    name text NOT NULL,
    team text REFERENCES club_team (name)
);
