-- What was seen of services on the spot. `key` is a fingerprint of who sent it and under which key: it makes sending twice harmless
-- and tells nobody who looked.
CREATE TABLE service_check (
    number   INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    service  TEXT NOT NULL,
    day      TEXT NOT NULL,
    sighting TEXT NOT NULL CHECK (sighting IN ('there', 'closed', 'wrong_hours'))
) STRICT;
CREATE INDEX service_check_by_service ON service_check (service, day);
