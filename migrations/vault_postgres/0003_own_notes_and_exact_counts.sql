-- `team`: a mark of the team that sent a note, made with a secret that is kept elsewhere; null for notes from a file, notes from before,
-- and notes whose team is gone.
ALTER TABLE maillage_vault.encounter ADD COLUMN team text COLLATE "C";
CREATE INDEX encounter_by_team ON maillage_vault.encounter (team, number);

-- What of the counts of a release may be told exactly, decided once with it: no count below five, `counts` in the order of releases,
-- blank where nothing is told.
CREATE TABLE maillage_vault.exact (
    quarter text COLLATE "C" NOT NULL,
    rank    bigint NOT NULL,
    level   text COLLATE "C" NOT NULL,
    zones   text COLLATE "C" NOT NULL,
    counts  text COLLATE "C" NOT NULL,
    PRIMARY KEY (quarter, rank)
);
REVOKE ALL ON ALL TABLES IN SCHEMA maillage_vault FROM PUBLIC;
