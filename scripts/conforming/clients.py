"""One client reads every collection of a server whole, and tells how many features came, as JSON.

    clients.py owslib|geopandas|duckdb|qgis|gdal ADDRESS COLLECTION…"""

import json
import subprocess
import sys
from pathlib import Path


PAGE = 10_000


def owslib(address, names):
    from owslib.ogcapi.features import Features

    features = Features(f"{address}/")
    missing = set(names) - set(features.feature_collections())
    if missing:
        raise RuntimeError(f"not listed: {missing}")
    return {name: paged(lambda offset, name=name: features.collection_items(name, limit=50, offset=offset)) for name in names}


def paged(page):
    """Features counted page by page, each by its own identifier."""
    seen = set()
    while True:
        found = page(len(seen))["features"]
        before = len(seen)
        seen |= {feature["id"] for feature in found}
        if not found or len(seen) == before:
            return len(seen)


def geopandas(address, names):
    import geopandas as gpd

    frames = {name: gpd.read_file(f"OAPIF:{address}", layer=name) for name in names}
    invalid = [name for name, frame in frames.items() if not frame.geometry.is_valid.all()]
    if invalid:
        raise RuntimeError(f"invalid geometry in {invalid}")
    return {name: len(frame) for name, frame in frames.items()}


def duckdb(address, names):
    import duckdb as database
    import duckdb_ext

    extension = next(Path(next(iter(duckdb_ext.__path__))).glob("extensions/*/*/spatial.duckdb_extension"))
    connection = database.connect(config={"allow_unsigned_extensions": "true"})
    connection.execute(f"LOAD '{extension}'")
    read = "SELECT id, ST_IsValid(geom) FROM ST_Read(?)"

    # Its GDAL opens files and addresses, not services: the pages are read as files from afar.
    def whole(name, offset=0):
        found = connection.execute(read, [f"/vsicurl/{address}/collections/{name}/items?f=geojson&limit={PAGE}&offset={offset}"]).fetchall()
        if not all(valid for _, valid in found):
            raise RuntimeError(f"invalid geometry in {name}")
        return len(found) + (whole(name, offset + PAGE) if len(found) == PAGE else 0)

    return {name: whole(name) for name in names}


def qgis(address, names):
    from qgis.core import QgsApplication, QgsVectorLayer

    application = QgsApplication([], False)
    application.initQgis()
    layers = {name: QgsVectorLayer(f"url='{address}' typename='{name}' pagingEnabled='true'", name, "OAPIF") for name in names}
    unread = [name for name, layer in layers.items() if not layer.isValid()]
    if unread:
        raise RuntimeError(f"QGIS refuses {unread}")
    return {name: sum(1 for _ in layer.getFeatures()) for name, layer in layers.items()}


def gdal(address, names):
    counts = {}
    for name in names:
        command = ["ogrinfo", "-q", "-al", "-oo", "PAGE_SIZE=50", f"OAPIF:{address}", name]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode or "ERROR" in done.stderr:
            raise RuntimeError(done.stderr.strip())
        counts[name] = done.stdout.count("OGRFeature(")
    return counts


if __name__ == "__main__":
    client, address, *names = sys.argv[1:]
    print(json.dumps({"owslib": owslib, "geopandas": geopandas, "duckdb": duckdb, "qgis": qgis, "gdal": gdal}[client](address, names)))
