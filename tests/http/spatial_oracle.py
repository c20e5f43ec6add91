"""Asks a server random spatial questions and compares every answer with shapely and numpy, and with PostGIS where an
address of one is given.

    spatial_oracle.py URL CASES [SEED] [POSTGRES_URL]

Distances are on the sphere of radius 6,371,008.8 m, as documented: numpy writes haversines and the azimuthal equidistant
plane anew; PostGIS measures `geography` without the spheroid (its sphere is 0.03 m smaller). Predicates are on the
plane of longitude and latitude, in all three. Prints what was compared; stops at the first difference.
"""

import json
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

import numpy
import shapely
from shapely.geometry import shape

RADIUS = 6_371_008.8
OPERATORS = ["intersects", "within", "contains", "disjoint", "overlaps", "crosses", "touches", "equals"]

base, cases = sys.argv[1], int(sys.argv[2])
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20261125
postgres = sys.argv[4] if len(sys.argv) > 4 and sys.argv[4] else None
random = numpy.random.default_rng(seed)


def ask(path: str, **parameters: object) -> dict:
    with urllib.request.urlopen(f"{base}{path}?{urllib.parse.urlencode(parameters)}") as answer:
        return json.load(answer)


class Collection:
    def __init__(self, name: str) -> None:
        features = ask(f"/collections/{name}/items", limit=10_000)["features"]
        self.name = name
        self.ids = numpy.array([feature["id"] for feature in features])
        self.shapes = numpy.array([shape(feature["geometry"]) for feature in features], dtype=object)

    def metres(self, lon: float, lat: float) -> numpy.ndarray:
        """From a point to each feature, on the azimuthal equidistant plane of the point."""

        def plane(positions: numpy.ndarray) -> numpy.ndarray:
            turn, phi, phi0 = numpy.radians(positions[:, 0] - lon), numpy.radians(positions[:, 1]), numpy.radians(lat)
            half = numpy.sin((phi - phi0) / 2) ** 2 + numpy.cos(phi0) * numpy.cos(phi) * numpy.sin(turn / 2) ** 2
            away = 2 * RADIUS * numpy.arcsin(numpy.sqrt(half))
            azimuth = numpy.arctan2(
                numpy.cos(phi) * numpy.sin(turn),
                numpy.cos(phi0) * numpy.sin(phi) - numpy.sin(phi0) * numpy.cos(phi) * numpy.cos(turn),
            )
            return numpy.column_stack([away * numpy.sin(azimuth), away * numpy.cos(azimuth)])

        return shapely.distance(shapely.transform(self.shapes, plane), shapely.Point(0, 0))


collections = [Collection("services"), Collection("iris")]
west, south, east, north = shapely.total_bounds(collections[1].shapes)


def point() -> tuple[float, float]:
    wide, high = (east - west) * 0.3, (north - south) * 0.3
    return round(random.uniform(west - wide, east + wide), 7), round(random.uniform(south - high, north + high), 7)


def polygon() -> shapely.Polygon:
    lon, lat = point()
    size = (east - west) * random.uniform(0.02, 0.5)
    corners = [(round(lon + size * x, 7), round(lat + size * y, 7)) for x, y in random.normal(0, 0.5, (int(random.integers(4, 12)), 2))]
    return shapely.MultiPoint(corners).convex_hull


asked = {"nearest": 0, "counts": 0, "predicates": 0}
for_postgis: list[tuple[str, ...]] = []
for case in range(cases):
    collection = collections[int(random.integers(2))]
    kind = ["nearest", "counts", "predicates", "predicates"][int(random.integers(4))]
    asked[kind] += 1
    if kind == "nearest":
        (lon, lat), k = point(), int(random.integers(1, 8))
        features = ask(f"/collections/{collection.name}/nearest", point=f"{lon},{lat}", k=k)["features"]
        found = [feature["properties"]["distance_metres"] for feature in features]
        wanted = numpy.sort(collection.metres(lon, lat))[:k]
        # Places are told to seven decimals, about a centimetre.
        assert numpy.allclose(found, wanted, rtol=1e-7, atol=0.02), f"{case}: {collection.name} {lon} {lat} {found} {wanted}"
        for_postgis.append((collection.name, "nearest", f"POINT({lon} {lat})", str(k), json.dumps(found)))
    elif kind == "counts":
        (lon, lat), radius = point(), float(round(random.uniform(50, 3_000), 1))
        found = ask(f"/collections/{collection.name}/counts", point=f"{lon},{lat}", radius_metres=radius)["count"]
        metres = collection.metres(lon, lat)
        assert (metres <= radius - 0.02).sum() <= found <= (metres <= radius + 0.02).sum(), f"{case}: {collection.name} {lon} {lat} {radius}"
        for_postgis.append((collection.name, "counts", f"POINT({lon} {lat})", str(radius), str(found)))
    else:
        drawn, operator = polygon(), OPERATORS[int(random.integers(len(OPERATORS)))]
        if drawn.geom_type != "Polygon":
            continue
        outline = f"S_{operator.upper()}(geometry, {drawn.wkt})"
        features = ask(f"/collections/{collection.name}/items", limit=10_000, filter=outline, properties="name")["features"]
        found = sorted(feature["id"] for feature in features)
        wanted = sorted(collection.ids[getattr(shapely, operator)(collection.shapes, drawn)])
        assert found == wanted, f"{case}: {collection.name} {outline}: {set(found) ^ set(wanted)}"
        for_postgis.append((collection.name, operator, drawn.wkt, "", json.dumps(found)))


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def in_postgis() -> int:
    """Every question again, in one session; gives how many PostGIS answered."""
    lines = ["SET client_min_messages = warning;", "CREATE EXTENSION IF NOT EXISTS postgis;", "CREATE TEMP TABLE features (collection text, id text, geom geometry, geog geography);"]
    for collection in collections:
        for id, geometry in zip(collection.ids, collection.shapes):
            wkt = quoted(geometry.wkt)
            lines.append(f"INSERT INTO features VALUES ({quoted(collection.name)}, {quoted(id)}, {wkt}, {wkt}::geography);")
    for name, kind, wkt, number, _ in for_postgis:
        place, of = quoted(wkt), f"collection = {quoted(name)}"
        away = f"ST_Distance(geog, {place}::geography, false)"
        if kind == "nearest":
            lines.append(f"SELECT json_agg(d) FROM (SELECT {away} AS d FROM features WHERE {of} ORDER BY d LIMIT {number}) AS found;")
        elif kind == "counts":
            lines.append(f"SELECT json_build_array(count(*) FILTER (WHERE d <= {number} - 0.1), count(*) FILTER (WHERE d <= {number} + 0.1)) FROM (SELECT {away} AS d FROM features WHERE {of}) AS found;")
        else:
            lines.append(f"SELECT coalesce(json_agg(id), '[]') FROM features WHERE {of} AND ST_{kind}(geom, {place}::geometry);")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("\n".join(lines))
        script.flush()
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", f"--file={script.name}", postgres]
        run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    answers = run.stdout.splitlines()
    answers = [json.loads(answer) for answer in answers if answer.strip()]
    assert len(answers) == len(for_postgis), f"{len(answers)} answers to {len(for_postgis)} questions"
    for (name, kind, wkt, number, found), answer in zip(for_postgis, answers):
        found = json.loads(found)
        if kind == "nearest":
            # Their sides follow great circles, ours are straight on the plane of the point: they part with the square of a side's length.
            assert numpy.allclose(found, answer, rtol=1e-5, atol=0.1), f"PostGIS: {name} {wkt}: {found} {answer}"
        elif kind == "counts":
            assert answer[0] <= found <= answer[1], f"PostGIS: {name} {wkt} {number}: {found} {answer}"
        else:
            assert sorted(found) == sorted(answer), f"PostGIS: {name} {kind} {wkt}: {set(found) ^ set(answer)}"
    return len(answers)


print(json.dumps({"seed": seed, **asked, "postgis": in_postgis() if postgres else 0}))
