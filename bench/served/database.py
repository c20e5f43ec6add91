"""A PostgreSQL with PostGIS of our own, holding the data as tables `zones` and `points`."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLUSTER = str(ROOT / "scripts/postgres-cluster")
NOTE = Path(os.environ.get("MAILLAGE_TOOLS", ROOT / ".tools")) / "postgres-cluster"


class Database:
    """A running cluster."""

    def __init__(self, folder):
        self.url = subprocess.run([CLUSTER, "start"], check=True, capture_output=True, text=True).stdout.strip()
        self.port = int(re.search(r":(\d+)/", self.url).group(1))
        self.pid = int((Path(NOTE.read_text().strip()) / "data/postmaster.pid").read_text().split()[0])
        self.load(folder)

    def load(self, folder):
        self.sql("CREATE EXTENSION IF NOT EXISTS postgis")
        target = f"PG:host=127.0.0.1 port={self.port} dbname=postgres user=maillage"
        ogr = ["ogr2ogr", "-f", "PostgreSQL", target, "-lco", "GEOMETRY_NAME=geom", "-lco", "FID=ogc_fid"]
        subprocess.run([*ogr, "-nln", "zones", "-nlt", "MULTIPOLYGON", f"{folder}/zones_full.geojson"], check=True)
        subprocess.run([*ogr, "-nln", "points", "-a_srs", "EPSG:4326", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat",
                        f"{folder}/points.csv"], check=True)
        self.sql("ANALYZE")

    def sql(self, words):
        return subprocess.run(["psql", "--quiet", "--tuples-only", "--no-align", self.url, "-c", words], check=True, capture_output=True, text=True).stdout

    def stop(self):
        subprocess.run([CLUSTER, "stop"], check=False)
