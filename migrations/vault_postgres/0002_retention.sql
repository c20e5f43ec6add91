-- Whether the day of a note was brought back to the first of its week; numbers that are never given twice, even where notes are
-- erased; the hash that the log follows from, once its first lines are forgotten.
ALTER TABLE maillage_vault.encounter ADD COLUMN coarse bigint NOT NULL DEFAULT 0 CHECK (coarse IN (0, 1));
ALTER TABLE maillage_vault.turn ADD COLUMN last bigint NOT NULL DEFAULT 0;
UPDATE maillage_vault.turn SET last = (SELECT coalesce(max(number), 0) FROM maillage_vault.encounter);
CREATE TABLE maillage_vault.kept_from (
    key  bigint PRIMARY KEY CHECK (key = 1),
    hash text COLLATE "C" NOT NULL
);
INSERT INTO maillage_vault.kept_from (key, hash) VALUES (1, '0000000000000000000000000000000000000000000000000000000000000000');
REVOKE ALL ON ALL TABLES IN SCHEMA maillage_vault FROM PUBLIC;
