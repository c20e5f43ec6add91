-- Services whose records give an address and no usable coordinates, and the addresses by name in which they are looked up. Places are
-- found when a snapshot is built, so that it does not matter which is imported first.

-- `record`: the service as JSON, and where somebody else puts it.
CREATE TABLE unlocated (
    key     INTEGER PRIMARY KEY,
    dataset INTEGER NOT NULL REFERENCES dataset (key) ON DELETE CASCADE,
    id      TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    address TEXT    NOT NULL,
    commune TEXT,
    record  TEXT    NOT NULL,
    UNIQUE (dataset, id)
) STRICT;

-- `book`: streets and numbers with their points, in the program's own form; read back whole or not at all.
CREATE TABLE address_book (
    key     INTEGER PRIMARY KEY,
    dataset INTEGER NOT NULL UNIQUE REFERENCES dataset (key) ON DELETE CASCADE,
    book    BLOB    NOT NULL
) STRICT;
