"""Reads every collection of a server with geopandas and tells what came of it, as JSON."""

import json
import sys

import geopandas
import pyogrio

source = f"OAPIF:{sys.argv[1]}"
read = {}
for name, _ in pyogrio.list_layers(source):
    frame = geopandas.read_file(source, layer=name)
    read[name] = {
        "rows": len(frame),
        "valid": bool(frame.geometry.is_valid.all()),
        "columns": {column: str(kind) for column, kind in frame.dtypes.items()},
    }
print(json.dumps(read))
