-- Where people live and the streets they take. Both are read back whole or not at all and never asked by
-- place, so that each is one row: a point in a row of its own would weigh four times as much.

-- `points`: longitude, latitude and weight of each home, three little-endian doubles.
CREATE TABLE homes (
    key     INTEGER PRIMARY KEY,
    dataset INTEGER NOT NULL UNIQUE REFERENCES dataset (key) ON DELETE CASCADE,
    basis   TEXT    NOT NULL,
    unit    TEXT    NOT NULL,
    points  BLOB    NOT NULL
) STRICT;

-- `graph`: the network of one mode, in the program's own form, with its edition and its length inside.
CREATE TABLE network (
    key     INTEGER PRIMARY KEY,
    dataset INTEGER NOT NULL REFERENCES dataset (key) ON DELETE CASCADE,
    mode    TEXT    NOT NULL CHECK (mode IN ('walk', 'bike', 'car')),
    graph   BLOB    NOT NULL,
    UNIQUE (dataset, mode)
) STRICT;
