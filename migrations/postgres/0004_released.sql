-- What was released of field notes, as it left the vault: lines in order, each bound to those before it by its hash.
CREATE TABLE maillage.released (
    number bigint PRIMARY KEY,
    line   text   NOT NULL,
    hash   text   NOT NULL
);
