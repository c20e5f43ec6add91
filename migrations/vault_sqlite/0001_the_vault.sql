-- The vault, in a file of its own: encounters as outreach teams note them, what was spent of privacy, what was released,
-- and who did what. Nothing but releases leaves it.

-- Raised first by every writer: the row lets them pass one at a time.
CREATE TABLE turn (
    key    INTEGER PRIMARY KEY CHECK (key = 1),
    number INTEGER NOT NULL
) STRICT;
INSERT INTO turn (key, number) VALUES (1, 0);

CREATE TABLE encounter (
    number    INTEGER PRIMARY KEY,
    key       TEXT    NOT NULL UNIQUE,
    geography TEXT    NOT NULL,
    zone      TEXT    NOT NULL,
    day       TEXT    NOT NULL,
    quarter   TEXT    NOT NULL,
    persons   INTEGER NOT NULL CHECK (persons BETWEEN 1 AND 20),
    themes    TEXT    NOT NULL,
    reason    TEXT,
    offered   TEXT    NOT NULL,
    age       TEXT,
    released  TEXT
) STRICT;
CREATE INDEX encounter_by_release ON encounter (released, geography, quarter);

CREATE TABLE ledger (
    number  INTEGER PRIMARY KEY,
    quarter TEXT    NOT NULL UNIQUE,
    rho     INTEGER NOT NULL CHECK (rho > 0),
    state   TEXT    NOT NULL CHECK (state IN ('reserved', 'spent'))
) STRICT;

CREATE TABLE released (
    number INTEGER PRIMARY KEY,
    line   TEXT NOT NULL,
    hash   TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    line   TEXT NOT NULL,
    hash   TEXT NOT NULL
) STRICT;
