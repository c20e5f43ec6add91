-- Who may sign in, the keys of researchers, and who did what. No secret is kept but as a hash.

-- `number`: one writer at a time takes it, so that the chain of the log never forks.
CREATE TABLE maillage.turn (
    number bigint NOT NULL
);
INSERT INTO maillage.turn (number) VALUES (0);

-- Numbers are never given twice: they stand for people in the log, after their account is gone too.
-- `password`: argon2id; null for who signs in at the identity provider. `subject`: who they are there.
CREATE TABLE maillage.account (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login     text   NOT NULL UNIQUE,
    role      text   NOT NULL,
    territory text   NOT NULL,
    team      text,
    password  text,
    subject   text   UNIQUE,
    disabled  bigint NOT NULL,
    made      bigint NOT NULL
);

-- `hint`: what the identity provider wants to be told at the end of a session it began.
CREATE TABLE maillage.session (
    hash    text   PRIMARY KEY,
    account bigint NOT NULL REFERENCES maillage.account (id) ON DELETE CASCADE,
    made    bigint NOT NULL,
    used    bigint NOT NULL,
    hint    text
);
CREATE INDEX session_account ON maillage.session (account);

-- `spent`: requests of the day `spent_day`, counted in days since 1970.
CREATE TABLE maillage.api_key (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    beginning text   NOT NULL,
    hash      text   NOT NULL UNIQUE,
    label     text   NOT NULL,
    scope     text   NOT NULL,
    quota     bigint NOT NULL,
    made      bigint NOT NULL,
    expires   bigint NOT NULL,
    revoked   bigint NOT NULL,
    spent_day bigint NOT NULL,
    spent     bigint NOT NULL
);

-- Who did what, each line chained to those before it. Lines older than a year go; the line that says so carries the hash of the
-- last one gone.
CREATE TABLE maillage.audit (
    number bigint PRIMARY KEY,
    line   text   NOT NULL,
    hash   text   NOT NULL
);
