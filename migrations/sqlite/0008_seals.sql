-- With what the vault marks the notes of a team, or of an account without one: a secret for each, which goes when the team does.
CREATE TABLE seal (
    holder TEXT PRIMARY KEY,
    secret TEXT NOT NULL
) STRICT;
