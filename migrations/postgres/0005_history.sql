-- The states of the data that were served, oldest first: what changed from one to the next is told after a restart too.

-- `digest`: what a state is compared by later, in the program's own form; only the last few keep theirs.
CREATE TABLE maillage.history (
    key        bigint PRIMARY KEY,
    snapshot   text        NOT NULL,
    former     text,
    updated    timestamptz NOT NULL,
    summary_fr text        NOT NULL,
    summary_en text        NOT NULL,
    digest     bytea
);
