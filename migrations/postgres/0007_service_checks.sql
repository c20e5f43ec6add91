-- What was seen of services on the spot. `key` is a fingerprint of who sent it and under which key: it makes sending twice harmless
-- and tells nobody who looked.
CREATE TABLE maillage.service_check (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key      text COLLATE "C" NOT NULL UNIQUE,
    service  text COLLATE "C" NOT NULL,
    day      text COLLATE "C" NOT NULL,
    sighting text COLLATE "C" NOT NULL CHECK (sighting IN ('there', 'closed', 'wrong_hours'))
);
CREATE INDEX service_check_by_service ON maillage.service_check (service, day);
