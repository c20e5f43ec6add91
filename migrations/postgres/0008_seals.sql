-- With what the vault marks the notes of a team, or of an account without one: a secret for each, which goes when the team does.
CREATE TABLE maillage.seal (
    holder text COLLATE "C" PRIMARY KEY,
    secret text COLLATE "C" NOT NULL
);
