"""The data every server is given: 2,000 polygons of 376,236 vertices with 24 attributes, and 50,000 points.

The polygons are the IRIS of 2020 nearest to Montpellier. Their sides are cut into equal parts, the same on both sides
of a border, until they count the vertices wanted. Attributes and points come from a seeded generator."""

import csv
import json
import math
import random
import subprocess
from pathlib import Path

POLYGONS, VERTICES, ATTRIBUTES, POINTS = 2_000, 376_236, 24, 50_000
CENTRE = (3.877, 43.611)
AROUND = (0.5, 41.5, 7.5, 46.0)
DECIMALS = 7


def rings(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def away(feature):
    """Squared distance of a polygon's first vertex from the centre, in degrees of latitude."""
    lon, lat = rings(feature["geometry"])[0][0]
    return ((lon - CENTRE[0]) * math.cos(math.radians(CENTRE[1]))) ** 2 + (lat - CENTRE[1]) ** 2


def parts(start, end, length):
    """Into how many parts no longer than `length` a side is cut; the same whichever way it runs."""
    return max(1, math.ceil(math.dist(sorted([start, end])[0], sorted([start, end])[1]) / length))


def cut(ring, length):
    """A ring with its sides cut, corners rounded alike from both sides."""
    out = []
    for start, end in zip(ring, ring[1:]):
        a, b = sorted([start, end])
        count = parts(start, end, length)
        steps = [[round(a[k] + (b[k] - a[k]) * step / count, DECIMALS) for k in (0, 1)] for step in range(count)] + [b]
        out += (steps if start == a else steps[::-1])[:-1]
    return out + [ring[-1]]


def densified(features):
    """The features with as near to the vertices wanted as cutting at one length comes."""
    every = [ring for feature in features for ring in rings(feature["geometry"])]
    count = lambda length: sum(parts(a, b, length) for ring in every for a, b in zip(ring, ring[1:])) + len(every)
    low, high = 1e-5, 1.0
    for _ in range(40):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if count(middle) > VERTICES else (low, middle)
    for feature in features:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        geometry.update(type="MultiPolygon", coordinates=[[cut(ring, high) for ring in polygon] for polygon in polygons])
    return sum(len(ring) for feature in features for ring in rings(feature["geometry"]))


def write(source, folder):
    """Writes `zones.geojson`, `values.csv`, `points.csv` and their mappings; gives what was counted."""
    folder = Path(folder)
    drawn = folder / "drawn.geojson"
    spat = [str(number) for number in AROUND]
    subprocess.run(
        ["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "-lco", f"COORDINATE_PRECISION={DECIMALS}", "-spat_srs", "EPSG:4326",
         "-spat", *spat, str(drawn), str(source), "iris"], check=True, stderr=subprocess.DEVNULL)
    features = sorted(json.loads(drawn.read_text())["features"], key=away)[:POLYGONS]
    drawn.unlink()
    vertices = densified(features)
    chance = random.Random(20_201)
    names = [f"a{number:02}" for number in range(1, ATTRIBUTES + 1)]
    values = {feature["properties"]["CODE_IRIS"]: [round(chance.uniform(0, 100), 2) for _ in names] for feature in features}
    write_zones(folder, features, names, values)
    write_points(folder, features, chance)
    return {"polygons": len(features), "vertices": vertices, "attributes": len(names), "points": POINTS}


def write_zones(folder, features, names, values):
    with open(folder / "values.csv", "w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["IRIS", *names])
        table.writerows([code, *row] for code, row in values.items())
    with open(folder / "zones.geojson", "w") as out:
        json.dump({"type": "FeatureCollection", "features": features}, out, separators=(",", ":"))
    with open(folder / "zones_full.geojson", "w") as out:
        for feature in features:
            named = dict(zip(names, values[feature["properties"]["CODE_IRIS"]]))
            feature["properties"] = {"code": feature["properties"]["CODE_IRIS"], "name": feature["properties"]["NOM_IRIS"], **named}
        json.dump({"type": "FeatureCollection", "features": features}, out, separators=(",", ":"))
    declared = "".join(
        f'[[indicators]]\ncolumn = "{name}"\ncode = "{name}"\nlabel = {{ fr = "{name}", en = "{name}" }}\nunit = "percent"\n'
        'nature = "intensive"\ndirection = "neutral"\ntheme = "pauvrete"\n' for name in names)
    (folder / "values.toml").write_text(
        'kind = "indicators"\nid = "values"\ntitle = { fr = "Valeurs", en = "Values" }\nproducer = "bench"\nlicence = "CC0"\n'
        'vintage = 2020\ngeography = "iris"\nzone = ["IRIS"]\n' + declared)


def write_points(folder, features, chance):
    corners = [vertex for feature in features for ring in rings(feature["geometry"]) for vertex in ring[::40]]
    with open(folder / "points.csv", "w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["id", "name", "category", "lon", "lat"])
        for number in range(POINTS):
            lon, lat = chance.choice(corners)
            place = [round(lon + chance.gauss(0, 0.01), 6), round(lat + chance.gauss(0, 0.01), 6)]
            table.writerow([number, f"Point {number}", chance.choice(["mairie", "poste", "ccas", "msap"]), *place])
    (folder / "points.toml").write_text(
        'kind = "services"\nid = "points"\ntitle = { fr = "Points", en = "Points" }\nproducer = "bench"\nlicence = "CC0"\nvintage = 2020\n'
        '[columns]\nid = "id"\nname = "name"\ncategory = "category"\nlon = "lon"\nlat = "lat"\n'
        '[[themes]]\nthemes = ["acces-aux-droits"]\n')
