-- Services whose records give an address and no usable coordinates, and the addresses by name in which they are looked up. Places are
-- found when a snapshot is built, so that it does not matter which is imported first.

-- `record`: the service as JSON, and where somebody else puts it.
CREATE TABLE maillage.unlocated (
    key     bigint PRIMARY KEY,
    dataset bigint NOT NULL REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    id      text   NOT NULL,
    name    text   NOT NULL,
    address text   NOT NULL,
    commune text,
    record  json   NOT NULL,
    UNIQUE (dataset, id)
);

-- `book`: streets and numbers with their points, in the program's own form; read back whole or not at all.
CREATE TABLE maillage.address_book (
    key     bigint PRIMARY KEY,
    dataset bigint NOT NULL UNIQUE REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    book    bytea  NOT NULL
);
