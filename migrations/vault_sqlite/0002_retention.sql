-- Whether the day of a note was brought back to the first of its week; numbers that are never given twice, even where notes are
-- erased; the hash that the log follows from, once its first lines are forgotten.
ALTER TABLE encounter ADD COLUMN coarse INTEGER NOT NULL DEFAULT 0 CHECK (coarse IN (0, 1));
ALTER TABLE turn ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
UPDATE turn SET last = (SELECT coalesce(max(number), 0) FROM encounter);
CREATE TABLE kept_from (
    key  INTEGER PRIMARY KEY CHECK (key = 1),
    hash TEXT    NOT NULL
) STRICT;
INSERT INTO kept_from (key, hash) VALUES (1, '0000000000000000000000000000000000000000000000000000000000000000');
