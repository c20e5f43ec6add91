-- The store in one SQLite file. Texts are UTF-8, moments RFC 3339 in UTC, lists JSON, outlines and
-- positions WKB in WGS 84 (longitude, latitude). `key` columns follow the order of the import.

CREATE TABLE revision (
    key    INTEGER PRIMARY KEY CHECK (key = 1),
    number INTEGER NOT NULL
) STRICT;
INSERT INTO revision (key, number) VALUES (1, 0);

CREATE TABLE dataset (
    key         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    format      TEXT    NOT NULL,
    title_fr    TEXT    NOT NULL,
    title_en    TEXT    NOT NULL,
    producer    TEXT    NOT NULL,
    licence     TEXT    NOT NULL,
    vintage     INTEGER NOT NULL,
    file        TEXT    NOT NULL,
    sha256      TEXT    NOT NULL,
    imported_at TEXT    NOT NULL,
    fictional   INTEGER NOT NULL CHECK (fictional IN (0, 1)),
    secrecy     TEXT,
    notes       TEXT    NOT NULL,
    report      TEXT    NOT NULL
) STRICT;

CREATE TABLE zone (
    key       INTEGER PRIMARY KEY,
    dataset   INTEGER NOT NULL REFERENCES dataset (key) ON DELETE CASCADE,
    geography TEXT    NOT NULL,
    code      TEXT    NOT NULL,
    vintage   INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    kind      TEXT,
    geom      BLOB    NOT NULL,
    UNIQUE (dataset, geography, code, vintage)
) STRICT;
CREATE INDEX zone_by_code ON zone (geography, code, vintage);

CREATE TABLE zone_parent (
    zone      INTEGER NOT NULL REFERENCES zone (key) ON DELETE CASCADE,
    rank      INTEGER NOT NULL,
    geography TEXT    NOT NULL,
    code      TEXT    NOT NULL,
    name      TEXT,
    PRIMARY KEY (zone, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
    key       INTEGER PRIMARY KEY,
    dataset   INTEGER NOT NULL REFERENCES dataset (key) ON DELETE CASCADE,
    id        TEXT    NOT NULL,
    code      TEXT    NOT NULL,
    vintage   INTEGER NOT NULL,
    label_fr  TEXT    NOT NULL,
    label_en  TEXT    NOT NULL,
    theme     TEXT    NOT NULL,
    unit      TEXT    NOT NULL,
    nature    TEXT    NOT NULL,
    direction TEXT    NOT NULL,
    UNIQUE (dataset, id)
) STRICT;

-- A value is there if and only if its flag lets it be seen: a secret is never a zero.
CREATE TABLE observation (
    key       INTEGER PRIMARY KEY,
    indicator INTEGER NOT NULL REFERENCES indicator (key) ON DELETE CASCADE,
    geography TEXT    NOT NULL,
    zone      TEXT    NOT NULL,
    value     REAL,
    low       REAL,
    high      REAL,
    flag      TEXT    NOT NULL,
    UNIQUE (indicator, geography, zone),
    CHECK (flag IN ('published', 'rounded', 'imputed', 'estimated', 'withheld', 'missing', 'not_applicable')),
    CHECK ((flag IN ('withheld', 'missing', 'not_applicable')) = (value IS NULL)),
    CHECK ((low IS NULL) = (high IS NULL) AND (low IS NULL OR (value IS NOT NULL AND low <= high)))
) STRICT;

CREATE TABLE service (
    key         INTEGER PRIMARY KEY,
    dataset     INTEGER NOT NULL REFERENCES dataset (key) ON DELETE CASCADE,
    id          TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    category    TEXT    NOT NULL,
    themes      TEXT    NOT NULL,
    topics      TEXT    NOT NULL,
    audiences   TEXT    NOT NULL,
    reception   TEXT    NOT NULL,
    mobility    TEXT    NOT NULL,
    eligibility TEXT,
    capacity    REAL,
    opening     TEXT,
    free        INTEGER CHECK (free IN (0, 1)),
    address     TEXT,
    commune     TEXT,
    updated     TEXT,
    geom        BLOB    NOT NULL,
    UNIQUE (dataset, id)
) STRICT;

-- What a person reads: every value beside its zone, in the newest edition that is loaded.
CREATE VIEW zone_values AS
SELECT
    o.key AS id, d.id AS dataset, o.geography, o.zone, z.name AS zone_name, z.vintage AS zone_vintage,
    i.id AS indicator, i.label_fr, i.label_en, i.theme, i.unit, i.vintage,
    o.value, o.low, o.high, o.flag, z.geom
FROM observation o
JOIN indicator i ON i.key = o.indicator
JOIN dataset d ON d.key = i.dataset
JOIN zone z ON z.geography = o.geography AND z.code = o.zone
WHERE NOT EXISTS (
    SELECT 1 FROM zone newer
    WHERE newer.geography = z.geography AND newer.code = z.code AND (newer.vintage, newer.key) > (z.vintage, z.key)
);

-- One row for each service and each theme it serves.
CREATE VIEW services_by_theme AS
SELECT
    s.key * 100 + t.key AS id, d.id AS dataset, t.value AS theme, s.id AS service, s.name, s.category,
    s.reception, s.mobility, s.capacity, s.opening, s.free, s.address, s.commune, s.updated, s.geom
FROM service s
JOIN dataset d ON d.key = s.dataset
JOIN json_each(s.themes) t;

-- How GDAL and QGIS find the geometry columns of a plain SQLite file.
CREATE TABLE spatial_ref_sys (
    srid      INTEGER UNIQUE,
    auth_name TEXT,
    auth_srid TEXT,
    srtext    TEXT
);
INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, srtext) VALUES (
    4326, 'EPSG', '4326',
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
);
CREATE TABLE geometry_columns (
    f_table_name      TEXT,
    f_geometry_column TEXT,
    geometry_type     INTEGER,
    coord_dimension   INTEGER,
    srid              INTEGER,
    geometry_format   TEXT
);
INSERT INTO geometry_columns VALUES
    ('zone', 'geom', 6, 2, 4326, 'WKB'),
    ('zone_values', 'geom', 6, 2, 4326, 'WKB'),
    ('service', 'geom', 1, 2, 4326, 'WKB'),
    ('services_by_theme', 'geom', 1, 2, 4326, 'WKB');
