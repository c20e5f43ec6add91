-- The states of the data that were served, oldest first: what changed from one to the next is told after a restart too.

-- `digest`: what a state is compared by later, in the program's own form; only the last few keep theirs.
CREATE TABLE history (
    key        INTEGER PRIMARY KEY,
    snapshot   TEXT    NOT NULL,
    former     TEXT,
    updated    TEXT    NOT NULL,
    summary_fr TEXT    NOT NULL,
    summary_en TEXT    NOT NULL,
    digest     BLOB
) STRICT;
