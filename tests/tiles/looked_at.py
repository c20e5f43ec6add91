"""Reads vector tiles with shapely and tells whether borders are torn.

    looked_at.py FILE          tiles one after the other: four little-endian u32 (zoom, column, row, length), then the tile

Prints JSON: how many tiles, invalid outlines and torn sides (shapely.coverage_invalid_edges), the numbers seen at each zoom,
and for each tile what another decoder must read in it too: features, points, and the sums of their columns and rows;
the same as mapbox-vector-tile reads it, where that is installed.
"""

import json
import struct
import sys

import numpy
import shapely


def varint(data, at):
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, at


def fields(data):
    """The fields of a protocol buffer: number and value."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 2:
            length, at = varint(data, at)
            yield key >> 3, data[at : at + length]
            at += length
        elif key & 7 == 1:
            yield key >> 3, data[at : at + 8]
            at += 8
        elif key & 7 == 0:
            value, at = varint(data, at)
            yield key >> 3, value
        else:
            raise ValueError(f"wire type {key & 7}")


def numbers(data):
    at = 0
    while at < len(data):
        number, at = varint(data, at)
        yield number


def rings(geometry):
    x = y = 0
    ring = None
    commands = numbers(geometry)
    for command in commands:
        what, count = command & 7, command >> 3
        if what == 7:
            yield ring
            ring = None
            continue
        for _ in range(count):
            dx, dy = next(commands), next(commands)
            x += (dx >> 1) ^ -(dx & 1)
            y += (dy >> 1) ^ -(dy & 1)
            if what == 1:
                ring = []
            ring.append((x, y))


def twice_area(ring):
    points = numpy.array(ring, dtype=numpy.int64)
    after = numpy.roll(points, -1, axis=0)
    return int((points[:, 0] * after[:, 1] - after[:, 0] * points[:, 1]).sum())


def outline(geometry):
    """Outer rings have a positive area in the tile's own coordinates; holes follow theirs."""
    polygons = []
    for ring in rings(geometry):
        if twice_area(ring) > 0:
            polygons.append((ring, []))
        else:
            polygons[-1][1].append(ring)
    return shapely.MultiPolygon(polygons)


def features(tile):
    for number, layer in fields(tile):
        assert number == 3
        for number, feature in fields(layer):
            if number == 2:
                held = dict(fields(feature))
                yield held[1], held[4]


def records(path):
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        zoom, column, row, length = struct.unpack_from("<4I", data, at)
        at += 16
        yield zoom, column, row, data[at : at + length]
        at += length


def truly_torn(outlines):
    """The outlines that shapely calls torn, but for one mistake of its own: it looks at each ring of a neighbour by itself, and so
    takes a side that leaves from where a hole touches its outer ring to run within that neighbour. Such a side is looked at again,
    exactly: it is torn when it runs through the inside of another outline, or along a part of a side that does not match it."""
    edges = shapely.coverage_invalid_edges(outlines)
    for number in numpy.flatnonzero(~shapely.is_empty(edges)):
        points = [shapely.get_coordinates(part) for part in shapely.get_parts(edges[number])]
        sides = [shapely.LineString(pair) for line in points for pair in zip(line, line[1:])]
        others = [other for place, other in enumerate(outlines) if place != number and other.intersects(edges[number])]
        if any(tears(side, other) for side in sides for other in others):
            yield number


def tears(side, other):
    if side.relate_pattern(other, "T********"):
        return True
    # A side that matches another is never called torn to begin with.
    return side.intersection(other.boundary).length > 0


def look(tile):
    found = [(number, geometry, outline(geometry)) for number, geometry in features(tile)]
    outlines = [drawn for _, _, drawn in found]
    points = [point for _, geometry, _ in found for ring in rings(geometry) for point in ring]
    torn = list(truly_torn(outlines))
    return {
        "ids": [number for number, _, _ in found],
        "invalid": int((~shapely.is_valid(outlines)).sum()),
        "torn": len(torn),
        "digest": [len(found), len(points), sum(x for x, _ in points), sum(y for _, y in points)],
    }


def read_otherwise(tile):
    """The same digest by mapbox-vector-tile; None where it is not installed."""
    try:
        import mapbox_vector_tile
    except ImportError:
        return None
    upright = {"y_coord_down": True}
    read = mapbox_vector_tile.decode(tile, per_layer_options=None, default_options=upright)
    digest = [0, 0, 0, 0]
    for layer in read.values():
        for feature in layer["features"]:
            digest[0] += 1
            held = feature["geometry"]
            polygons = held["coordinates"] if held["type"] == "MultiPolygon" else [held["coordinates"]]
            for ring in (ring for polygon in polygons for ring in polygon):
                # This reader repeats the first point of a ring.
                for x, y in ring[:-1]:
                    digest = [digest[0], digest[1] + 1, digest[2] + x, digest[3] + y]
    return digest


def main():
    told = {"tiles": 0, "invalid": 0, "torn": 0, "where": [], "ids": {}, "digests": [], "otherwise": []}
    for zoom, column, row, tile in records(sys.argv[1]):
        looked = look(tile)
        told["tiles"] += 1
        told["invalid"] += looked["invalid"]
        told["torn"] += looked["torn"]
        if looked["invalid"] or looked["torn"]:
            told["where"].append([zoom, column, row, looked["invalid"], looked["torn"]])
        told["ids"].setdefault(zoom, set()).update(looked["ids"])
        told["digests"].append(looked["digest"])
        told["otherwise"].append(read_otherwise(tile))
    told["ids"] = {zoom: sorted(ids) for zoom, ids in told["ids"].items()}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
