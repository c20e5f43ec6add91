-- `team`: a mark of the team that sent a note, made with a secret that is kept elsewhere; null for notes from a file, notes from before,
-- and notes whose team is gone.
ALTER TABLE encounter ADD COLUMN team TEXT;
CREATE INDEX encounter_by_team ON encounter (team, number);

-- What of the counts of a release may be told exactly, decided once with it: no count below five, `counts` in the order of releases,
-- blank where nothing is told.
CREATE TABLE exact (
    quarter TEXT    NOT NULL,
    rank    INTEGER NOT NULL,
    level   TEXT    NOT NULL,
    zones   TEXT    NOT NULL,
    counts  TEXT    NOT NULL,
    PRIMARY KEY (quarter, rank)
) STRICT;
