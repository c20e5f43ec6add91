-- Who may sign in, the keys of researchers, and who did what. No secret is kept but as a hash.

-- `number`: one writer at a time takes it, so that the chain of the log never forks.
CREATE TABLE turn (
    number INTEGER NOT NULL
) STRICT;
INSERT INTO turn (number) VALUES (0);

-- Numbers are never given twice: they stand for people in the log, after their account is gone too.
-- `password`: argon2id; null for who signs in at the identity provider. `subject`: who they are there.
CREATE TABLE account (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    login     TEXT    NOT NULL UNIQUE,
    role      TEXT    NOT NULL,
    territory TEXT    NOT NULL,
    team      TEXT,
    password  TEXT,
    subject   TEXT    UNIQUE,
    disabled  INTEGER NOT NULL,
    made      INTEGER NOT NULL
) STRICT;

-- `hint`: what the identity provider wants to be told at the end of a session it began.
CREATE TABLE session (
    hash    TEXT    PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made    INTEGER NOT NULL,
    used    INTEGER NOT NULL,
    hint    TEXT
) STRICT;
CREATE INDEX session_account ON session (account);

-- `spent`: requests of the day `spent_day`, counted in days since 1970.
CREATE TABLE api_key (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    beginning TEXT    NOT NULL,
    hash      TEXT    NOT NULL UNIQUE,
    label     TEXT    NOT NULL,
    scope     TEXT    NOT NULL,
    quota     INTEGER NOT NULL,
    made      INTEGER NOT NULL,
    expires   INTEGER NOT NULL,
    revoked   INTEGER NOT NULL,
    spent_day INTEGER NOT NULL,
    spent     INTEGER NOT NULL
) STRICT;

-- Who did what, each line chained to those before it. Lines older than a year go; the line that says so carries the hash of the
-- last one gone.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    line   TEXT    NOT NULL,
    hash   TEXT    NOT NULL
) STRICT;
