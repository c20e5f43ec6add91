-- The vault, in a schema that belongs to a role of its own: encounters as outreach teams note them, what was spent of privacy, what was released,
-- and who did what. Nothing but releases leaves it.

-- Raised first by every writer: the row lets them pass one at a time.
CREATE TABLE maillage_vault.turn (
    key    bigint PRIMARY KEY CHECK (key = 1),
    number bigint NOT NULL
);
INSERT INTO maillage_vault.turn (key, number) VALUES (1, 0);

CREATE TABLE maillage_vault.encounter (
    number    bigint PRIMARY KEY,
    key       text COLLATE "C" NOT NULL UNIQUE,
    geography text COLLATE "C" NOT NULL,
    zone      text COLLATE "C" NOT NULL,
    day       text COLLATE "C" NOT NULL,
    quarter   text COLLATE "C" NOT NULL,
    persons   bigint NOT NULL CHECK (persons BETWEEN 1 AND 20),
    themes    text COLLATE "C" NOT NULL,
    reason    text COLLATE "C",
    offered   text COLLATE "C" NOT NULL,
    age       text COLLATE "C",
    released  text COLLATE "C"
);
CREATE INDEX encounter_by_release ON maillage_vault.encounter (released, geography, quarter);

CREATE TABLE maillage_vault.ledger (
    number  bigint PRIMARY KEY,
    quarter text COLLATE "C" NOT NULL UNIQUE,
    rho     bigint NOT NULL CHECK (rho > 0),
    state   text COLLATE "C" NOT NULL CHECK (state IN ('reserved', 'spent'))
);

CREATE TABLE maillage_vault.released (
    number bigint PRIMARY KEY,
    line   text COLLATE "C" NOT NULL,
    hash   text COLLATE "C" NOT NULL
);

CREATE TABLE maillage_vault.audit (
    number bigint PRIMARY KEY,
    line   text COLLATE "C" NOT NULL,
    hash   text COLLATE "C" NOT NULL
);

-- The role that serves the public owns another schema and is told nothing of this one.
REVOKE ALL ON SCHEMA maillage_vault FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA maillage_vault FROM PUBLIC;
