-- The store in PostgreSQL with PostGIS, in a schema of its own. Outlines and positions are WGS 84
-- (EPSG:4326), indexed, and open in QGIS as they are. `key` columns follow the order of the import.

CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE maillage.revision (
    key    integer PRIMARY KEY CHECK (key = 1),
    number bigint  NOT NULL
);
INSERT INTO maillage.revision (key, number) VALUES (1, 0);

CREATE TABLE maillage.dataset (
    key         bigint PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE,
    format      text        NOT NULL,
    title_fr    text        NOT NULL,
    title_en    text        NOT NULL,
    producer    text        NOT NULL,
    licence     text        NOT NULL,
    vintage     bigint      NOT NULL,
    file        text        NOT NULL,
    sha256      text        NOT NULL,
    imported_at timestamptz NOT NULL,
    fictional   boolean     NOT NULL,
    secrecy     json,
    notes       json        NOT NULL,
    report      json        NOT NULL
);

CREATE TABLE maillage.zone (
    key       bigint PRIMARY KEY,
    dataset   bigint NOT NULL REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    geography text   NOT NULL,
    code      text COLLATE "C" NOT NULL,
    vintage   bigint NOT NULL,
    name      text   NOT NULL,
    kind      text,
    geom      geometry(MultiPolygon, 4326) NOT NULL,
    UNIQUE (dataset, geography, code, vintage)
);
CREATE INDEX zone_by_code ON maillage.zone (geography, code, vintage);
CREATE INDEX zone_by_place ON maillage.zone USING gist (geom);

CREATE TABLE maillage.zone_parent (
    zone      bigint NOT NULL REFERENCES maillage.zone (key) ON DELETE CASCADE,
    rank      bigint NOT NULL,
    geography text   NOT NULL,
    code      text COLLATE "C" NOT NULL,
    name      text,
    PRIMARY KEY (zone, rank)
);

CREATE TABLE maillage.indicator (
    key       bigint PRIMARY KEY,
    dataset   bigint NOT NULL REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    id        text COLLATE "C" NOT NULL,
    code      text   NOT NULL,
    vintage   bigint NOT NULL,
    label_fr  text   NOT NULL,
    label_en  text   NOT NULL,
    theme     text   NOT NULL,
    unit      text   NOT NULL,
    nature    text   NOT NULL,
    direction text   NOT NULL,
    UNIQUE (dataset, id)
);

-- A value is there if and only if its flag lets it be seen: a secret is never a zero.
CREATE TABLE maillage.observation (
    key       bigint PRIMARY KEY,
    indicator bigint NOT NULL REFERENCES maillage.indicator (key) ON DELETE CASCADE,
    geography text   NOT NULL,
    zone      text COLLATE "C" NOT NULL,
    value     double precision CHECK (value < 'infinity' AND value > '-infinity'),
    low       double precision,
    high      double precision,
    flag      text   NOT NULL,
    UNIQUE (indicator, geography, zone),
    CHECK (flag IN ('published', 'rounded', 'imputed', 'estimated', 'withheld', 'missing', 'not_applicable')),
    CHECK ((flag IN ('withheld', 'missing', 'not_applicable')) = (value IS NULL)),
    CHECK ((low IS NULL) = (high IS NULL) AND (low IS NULL OR (value IS NOT NULL AND low <= high)))
);

CREATE TABLE maillage.service (
    key         bigint PRIMARY KEY,
    dataset     bigint NOT NULL REFERENCES maillage.dataset (key) ON DELETE CASCADE,
    id          text COLLATE "C" NOT NULL,
    name        text NOT NULL,
    category    text NOT NULL,
    themes      json NOT NULL,
    topics      json NOT NULL,
    audiences   json NOT NULL,
    reception   text NOT NULL,
    mobility    text NOT NULL,
    eligibility json,
    capacity    double precision,
    opening     text,
    free        boolean,
    address     text,
    commune     text,
    updated     date,
    geom        geometry(Point, 4326) NOT NULL,
    UNIQUE (dataset, id)
);
CREATE INDEX service_by_place ON maillage.service USING gist (geom);

-- What a person reads: every value beside its zone, in the newest edition that is loaded.
CREATE VIEW maillage.zone_values AS
SELECT
    o.key AS id, d.id AS dataset, o.geography, o.zone, z.name AS zone_name, z.vintage AS zone_vintage,
    i.id AS indicator, i.label_fr, i.label_en, i.theme, i.unit, i.vintage,
    o.value, o.low, o.high, o.flag, z.geom
FROM maillage.observation o
JOIN maillage.indicator i ON i.key = o.indicator
JOIN maillage.dataset d ON d.key = i.dataset
JOIN maillage.zone z ON z.geography = o.geography AND z.code = o.zone
WHERE NOT EXISTS (
    SELECT 1 FROM maillage.zone newer
    WHERE newer.geography = z.geography AND newer.code = z.code AND (newer.vintage, newer.key) > (z.vintage, z.key)
);

-- One row for each service and each theme it serves.
CREATE VIEW maillage.services_by_theme AS
SELECT
    s.key * 100 + t.rank AS id, d.id AS dataset, t.theme, s.id AS service, s.name, s.category,
    s.reception, s.mobility, s.capacity, s.opening, s.free, s.address, s.commune, s.updated, s.geom
FROM maillage.service s
JOIN maillage.dataset d ON d.key = s.dataset
CROSS JOIN LATERAL json_array_elements_text(s.themes) WITH ORDINALITY AS t (theme, rank);

COMMENT ON SCHEMA maillage IS 'Maillage territorial: open data sets on needs and services, written by the program `maillage` only.';
COMMENT ON VIEW maillage.zone_values IS 'Every value beside its zone, in the newest edition loaded. Key column: id. A hidden value is NULL and its flag says so: never read it as zero.';
COMMENT ON VIEW maillage.services_by_theme IS 'One row for each service and each theme it serves. Key column: id.';
