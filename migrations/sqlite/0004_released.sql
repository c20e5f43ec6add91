-- What was released of field notes, as it left the vault: lines in order, each bound to those before it by its hash.
CREATE TABLE released (
    number INTEGER PRIMARY KEY,
    line   TEXT NOT NULL,
    hash   TEXT NOT NULL
) STRICT;
