-- What a source's record says of itself (SIRET, FINESS, who told it first, quality), and what people decided about
-- records that may be one service.

-- `provenance`: a JSON object, or nothing.
ALTER TABLE maillage.service ADD COLUMN provenance json;

CREATE TABLE maillage.decision (
    key     bigint PRIMARY KEY,
    dataset bigint NOT NULL REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    one     text   NOT NULL,
    other   text   NOT NULL,
    verdict text   NOT NULL CHECK (verdict IN ('same', 'different'))
);
