#!/usr/bin/env python3
"""Holds `POST /areas` to what anybody can work out from the downloads (PRIVACY, test 2).

    tests/notes/outlines.py ADDRESS [NUMBER [SEED]]

Reads the last release, the outlines and the people of its zones, draws NUMBER outlines by chance (10,000 when not given), works
each answer out with shapely and pyproj, which share no code with the program, and compares. Exits 1 at any mismatch.
"""

import http.client
import json
import math
import random
import sys
from urllib.parse import urlsplit

from pyproj import Geod
from shapely import Polygon
from shapely.geometry import shape

WHOLE, TOUCHED, FEW = 0.999, 0.001, 10.0
EARTH = Geod(ellps="WGS84")


def square_metres(outline):
    return abs(EARTH.geometry_area_perimeter(outline)[0]) if not outline.is_empty else 0.0


class Downloads:
    """The last release and the public figures it is spread by."""

    def __init__(self, ask):
        summary = ask("GET", "/releases")["releases"][0]
        self.quarter = summary["quarter"]
        self.rows = {(row["level"], "+".join(row["codes"]), row["counted"]): row["measure"] for row in ask("GET", f"/releases/{self.quarter}")["rows"]}
        self.counted = sorted({counted for _, _, counted in self.rows})
        features = ask("GET", f"/collections/{summary['geography']}/items?limit=10000")["features"]
        self.zones = {feature["properties"]["code"]: shape(feature["geometry"]) for feature in features}
        self.areas = {code: square_metres(zone) for code, zone in self.zones.items()}
        self.properties = {feature["properties"]["code"]: feature["properties"] for feature in features}
        cards = {code: ask("GET", f"/zones/{code}?geography={summary['geography']}")["zone"]["parents"] for code in self.zones}
        parent = lambda code, geography, none: next((one["code"] for one in cards[code] if one["geography"] == geography), none)
        self.commune = {code: parent(code, "commune", code) for code in self.zones}
        self.area = {code: parent(code, "epci", "hors-epci") for code in self.zones}
        self.cells = lambda level: [cell.split("+") for at, cell, counted in self.rows if at == level and counted == "persons"]

    def people(self, weights):
        if weights is None:
            return {code: 0.0 for code in self.zones}
        return {code: own.get(weights["indicator"]) or 0.0 for code, own in self.properties.items()}

    def inside(self, outline, people):
        """What the answer must be: for each thing counted, (value, low, high)."""
        share = {}
        for code, zone in self.zones.items():
            if zone.intersects(outline):
                part = square_metres(zone.intersection(outline)) / self.areas[code]
                if part >= TOUCHED:
                    share[code] = min(part, 1.0)
        finest = []
        for cell in self.cells("zone"):
            known = [code for code in cell if code in self.zones]
            weight = {code: people[code] for code in known}
            if sum(weight.values()) <= 0.0:
                weight = {code: self.areas[code] for code in known}
            whole = bool(known) and all(share.get(code, 0.0) >= WHOLE for code in known)
            part = 1.0 if whole else sum(weight[code] * share.get(code, 0.0) for code in known) / sum(weight.values())
            finest.append((cell, part, self.commune[known[0]], self.area[known[0]]))
        chosen, covered = [], set()
        for level, of in (("epci", 3), ("commune", 2)):
            for cell in self.cells(level):
                within = [at for at, place in enumerate(finest) if place[of] in cell]
                if within and all(finest[at][1] >= WHOLE and at not in covered for at in within):
                    chosen.append((level, cell, 1.0))
                    covered.update(within)
        chosen += [("zone", place[0], place[1]) for at, place in enumerate(finest) if place[1] > 0.0 and at not in covered]
        return {counted: self.sum(counted, chosen) for counted in self.counted} if chosen else None

    def sum(self, counted, chosen):
        value = low = high = 0.0
        told = False
        for level, cell, part in chosen:
            measure = self.rows[level, "+".join(cell), counted]
            interval = measure["interval"]
            told = told or measure["value"] is not None
            value += part * (FEW / 2 if measure["value"] is None else measure["value"])
            low += interval["low"] if part >= WHOLE else 0.0
            high += interval["high"]
        return (value, min(low, value), max(high, value)) if told else (None, 0.0, high)


def draw(chance, bounds):
    """A star-shaped outline of 3 to 40 vertices somewhere over the territory, as a hand might draw it."""
    west, south, east, north = bounds
    size = (east - west) * 10 ** chance.uniform(-1.5, 0.1)
    x, y, corners = chance.uniform(west, east), chance.uniform(south, north), chance.randint(3, 40)
    turns = sorted(chance.uniform(0, 2 * math.pi) for _ in range(corners))
    reach = [size * chance.uniform(0.3, 1.0) for _ in turns]
    return [[x + r * math.cos(turn), y + r * math.sin(turn)] for r, turn in zip(reach, turns)]


def near(one, other):
    return one == other or (one is not None and other is not None and abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other)))


def main(address, number=10_000, seed=2):
    host = urlsplit(address).netloc
    line = http.client.HTTPConnection(host, timeout=60)

    def ask(method, path, body=None, plain=False):
        line.request(method, path, body and json.dumps(body), {"Accept": "application/json", "Content-Type": "application/json"})
        answer = line.getresponse()
        read = answer.read()
        return (answer.status, read) if plain else json.loads(read)

    known = Downloads(ask)
    chance, compared, outside, refused, mismatches, people = random.Random(seed), 0, 0, 0, [], None
    corners = [zone.bounds for zone in known.zones.values()]
    bounds = [min(b[0] for b in corners), min(b[1] for b in corners), max(b[2] for b in corners), max(b[3] for b in corners)]
    for turn in range(number):
        ring = draw(chance, bounds)
        body = {"type": "Polygon", "coordinates": [ring + ring[:1]]}
        outline = Polygon(ring)
        status, first = ask("POST", "/areas", body, plain=True)
        if status == 422:
            refused += 1
            continue
        if turn % 100 == 0 and ask("POST", "/areas", body, plain=True) != (status, first):
            mismatches.append((turn, "the same outline, another answer"))
        answered = json.loads(first)["released"]
        people = people or known.people(answered["weights"] if answered else None)
        expected = known.inside(outline, people)
        if expected is None or answered is None:
            outside += 1
            if (expected is None) != (answered is None):
                mismatches.append((turn, "one of the two says nothing"))
            continue
        compared += 1
        for figure in answered["figures"]:
            interval = figure["measure"].get("interval") or {"low": None, "high": None}
            told = (figure["measure"]["value"], interval["low"], interval["high"])
            if not all(near(a, b) for a, b in zip(told, expected[figure["counted"]])):
                mismatches.append((turn, figure["counted"], told, expected[figure["counted"]]))
    for mismatch in mismatches[:5]:
        print("mismatch:", *mismatch, file=sys.stderr)
    print(json.dumps({"outlines": number, "compared": compared, "outside": outside, "refused": refused, "mismatches": len(mismatches)}))
    return 1 if mismatches or compared == 0 else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(__doc__)
    sys.exit(main(arguments[0], *(int(argument) for argument in arguments[1:3])))
