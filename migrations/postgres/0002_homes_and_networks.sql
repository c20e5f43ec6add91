-- Where people live and the streets they take. Both are read back whole or not at all and never asked by
-- place, so that each is one row: a point in a row of its own would weigh four times as much.

-- `points`: longitude, latitude and weight of each home, three little-endian doubles.
CREATE TABLE maillage.homes (
    key     bigint PRIMARY KEY,
    dataset bigint NOT NULL UNIQUE REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    basis   text   NOT NULL,
    unit    text   NOT NULL,
    points  bytea  NOT NULL
);

-- `graph`: the network of one mode, in the program's own form, with its edition and its length inside.
CREATE TABLE maillage.network (
    key     bigint PRIMARY KEY,
    dataset bigint NOT NULL REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    mode    text   NOT NULL CHECK (mode IN ('walk', 'bike', 'car')),
    graph   bytea  NOT NULL,
    UNIQUE (dataset, mode)
);
