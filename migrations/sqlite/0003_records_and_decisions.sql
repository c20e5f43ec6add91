-- What a source's record says of itself (SIRET, FINESS, who told it first, quality), and what people decided about
-- records that may be one service.

-- `provenance`: a JSON object, or nothing.
ALTER TABLE service ADD COLUMN provenance TEXT;

CREATE TABLE decision (
    key     INTEGER PRIMARY KEY,
    dataset INTEGER NOT NULL REFERENCES dataset (key) ON DELETE CASCADE,
    one     TEXT    NOT NULL,
    other   TEXT    NOT NULL,
    verdict TEXT    NOT NULL CHECK (verdict IN ('same', 'different'))
) STRICT;
