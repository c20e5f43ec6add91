"""Reads each collection in every format with pyarrow, DuckDB and shapely, and compares values with GeoJSON.

Prints one JSON object: for each collection, how many features each reader found. Stops at the first difference.
"""

import json
import sys
import tempfile
import urllib.request
from pathlib import Path

import duckdb
import duckdb_ext
import pyarrow.parquet
import rdflib
import shapely

base = sys.argv[1]


def fetch(path: str) -> bytes:
    with urllib.request.urlopen(base + path) as answer:
        return answer.read()


def same(id: str, name: str, ours: object, theirs: object) -> None:
    if hasattr(theirs, "isoformat"):
        theirs = theirs.isoformat()[:10]
    assert ours == theirs, f"{id}.{name}: {ours!r} in GeoJSON, {theirs!r} elsewhere"


def outline(geometry: dict) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(geometry))


database = duckdb.connect()
# The package carries the extension: nothing is fetched.
database.load_extension(str(next(Path(duckdb_ext.__path__[0]).rglob("spatial.duckdb_extension"))))
found = {}
for collection in json.loads(fetch("/collections"))["collections"]:
    name = collection["id"]
    features = json.loads(fetch(f"/collections/{name}/items?limit=10000"))["features"]
    by_id = {feature["id"]: feature for feature in features}
    records = [json.loads(record) for record in fetch(f"/collections/{name}/items?f=geojsonseq").split(b"\x1e")[1:]]
    assert records == features, f"{name}: GeoJSON-Seq differs"

    with tempfile.TemporaryDirectory() as folder:
        parquet, flatgeobuf = Path(folder) / "a.parquet", Path(folder) / "a.fgb"
        parquet.write_bytes(fetch(f"/collections/{name}/items?f=geoparquet"))
        flatgeobuf.write_bytes(fetch(f"/collections/{name}/items?f=flatgeobuf"))

        table = pyarrow.parquet.read_table(parquet)
        geo = json.loads(table.schema.metadata[b"geo"])
        assert geo["version"] == "1.1.0" and geo["columns"]["geometry"]["encoding"] == "WKB"
        for key in (b"attribution", b"licence", b"snapshot", b"method", b"vintage"):
            assert table.schema.metadata[key], key
        for row in table.to_pylist():
            feature = by_id[row["id"]]
            for column, value in feature["properties"].items():
                same(name, column, value, row[column])
            assert shapely.equals_exact(shapely.from_wkb(row["geometry"]), outline(feature["geometry"]), 0) or shapely.equals(
                shapely.from_wkb(row["geometry"]), outline(feature["geometry"])
            ), f"{name}: another geometry of {row['id']}"
            box = row["bbox"]
            assert (box["xmin"], box["ymin"], box["xmax"], box["ymax"]) == outline(feature["geometry"]).bounds

        in_duckdb = database.execute("SELECT count(*), count(geometry) FROM read_parquet(?)", [str(parquet)]).fetchone()
        read = database.execute("SELECT *, ST_AsWKB(geom) AS wkb FROM ST_Read(?)", [str(flatgeobuf)])
        names = [column[0] for column in read.description]
        rows = read.fetchall()
        for row in rows:
            row = dict(zip(names, row))
            feature = by_id[row["id"]]
            for column, value in feature["properties"].items():
                theirs = json.loads(row[column]) if isinstance(value, list) else row[column]
                same(name, column, value, theirs)
            assert shapely.equals(shapely.from_wkb(bytes(row["wkb"])), outline(feature["geometry"])), f"{name}: {row['id']}"

        for system in (2154, 3035, 4326):
            # Easting or longitude first in GeoParquet whatever the register says; GeoJSON keeps to the register.
            turned = system in (3035, 4326)
            parquet.write_bytes(fetch(f"/collections/{name}/items?f=geoparquet&crs=EPSG:{system}"))
            table_there = pyarrow.parquet.read_table(parquet)
            column = json.loads(table_there.schema.metadata[b"geo"])["columns"]["geometry"]
            assert column["crs"]["id"] == {"authority": "EPSG", "code": system}, column["crs"]
            page = json.loads(fetch(f"/collections/{name}/items?limit=10000&crs=EPSG:{system}"))
            there = {feature["id"]: outline(feature["geometry"]) for feature in page["features"]}
            for row in table_there.to_pylist():
                read = shapely.from_wkb(row["geometry"])
                swapped = shapely.transform(read, lambda places: places[:, ::-1]) if turned else read
                assert shapely.equals(swapped.normalize(), there[row["id"]].normalize()), f"{name}: {row['id']} in EPSG:{system}"
                box = row["bbox"]
                assert (box["xmin"], box["ymin"], box["xmax"], box["ymax"]) == read.bounds

    graph = rdflib.Graph().parse(data=fetch(f"/collections/{name}/metadata"), format="json-ld")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    assert len(set(graph.subjects(rdflib.RDF.type, dcat.Distribution))) == 5, name
    csvw = json.loads(fetch(f"/collections/{name}/csvw"))
    header = fetch(f"/collections/{name}/items?f=csv&limit=1").decode().splitlines()[0].split(",")
    assert [column["titles"] for column in csvw["tableSchema"]["columns"]] == header, name
    found[name] = {
        "geojson": len(features),
        "geojsonseq": len(records),
        "pyarrow": table.num_rows,
        "duckdb_geoparquet": in_duckdb[1],
        "duckdb_flatgeobuf": len(rows),
    }

catalogue = rdflib.Graph().parse(data=fetch("/dcat"), format="json-ld")
dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
described = set(catalogue.objects(None, dcat.dataset))
assert len(described) == len(found), f"{len(described)} collections in the catalogue"
print(json.dumps(found))
