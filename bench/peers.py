"""Runs our methods and those of the Python peers on the same tables and prints a table with ratios.

Started by bench/peers.sh. Each run is a process of its own. Counted: CPU seconds of the task alone (user and system,
of all threads), once everything is read and, for esda, compiled: its first answer takes as long again as told in the
last column. Reading tables is counted apart. Memory is the peak of the whole process, tables included."""

import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "target/release/examples/peers"
SERVICES, SIDE, LIMIT = 10_000, 308_000.0, 20_000.0

# Task, sizes, sizes only with --full, peers: distribution and how its run is called here.
TASKS = [
    ("pairs", [10_000, 100_000], [], [("scikit-learn", "tree"), ("scipy", "kdtree")]),
    ("pairs-and-e2sfca", [10_000, 100_000], [], []),
    ("2sfca", [10_000, 100_000], [], [("access", "access")]),
    ("e2sfca", [10_000, 100_000], [], [("access", "access")]),
    ("3sfca", [10_000, 100_000], [], [("access", "access")]),
    ("raam", [1_000], [10_000], [("access", "access")]),
    ("local-moran-shared", [10_000, 100_000], [], [("esda", "esda"), ("pygeoda", "pygeoda")]),
    ("local-moran", [10_000], [100_000], [("pygeoda", "pygeoda")]),
    ("getis-ord", [10_000, 100_000], [], [("esda", "esda")]),
    ("scan", [1_000, 3_000], [], []),
]
ABSENT = {"scan": "smerc and SpatialEpi are R packages, not on PyPI"}


def main(arguments):
    full, small = "--full" in arguments, "--small" in arguments
    asked = [word for word in arguments if not word.startswith("--")]
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f} at the start; CPU seconds of the task alone, peak memory of the process\n")
    print(f"| task | zones | ours CPU s | wall | MB | peer | CPU s | MB | ratio | same sum | read apart (ours, peer) |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for task, sizes, larger, peers in TASKS:
        if asked and task not in asked:
            continue
        for zones in sizes[:1] if small else sizes + (larger if full else []):
            with tempfile.TemporaryDirectory() as folder:
                # In a child: what this process holds would count in the peak memory of those it starts.
                subprocess.run([sys.executable, __file__, "write", folder, task, str(zones)], check=True)
                side_by_side(task, zones, peers, folder)
    missing = sorted({name for _, _, _, peers in TASKS for name, _ in peers if not installed(name)})
    print(f"\npeers not here: {', '.join(missing) or 'none of those on PyPI'}; " + "; ".join(ABSENT.values()))


def side_by_side(task, zones, peers, folder):
    ours = run([str(OURS), task, folder])
    told = False
    for distribution, peer in peers:
        if not installed(distribution):
            continue
        theirs = run([sys.executable, __file__, "child", peer, task, folder])
        told = True
        name = f"{distribution} {importlib.metadata.version(distribution)}"
        if theirs is None:
            print(row(task, zones, ours, name, "failed", "", "", "", ""))
            continue
        ratio = theirs["cpu"] / max(ours["cpu"], 0.01)
        same = "yes" if abs(theirs["sum"] - ours["sum"]) <= 1e-6 * abs(ours["sum"]) else f"{theirs['sum'] / ours['sum']:.4f}"
        first = f", first answer {theirs['first']:.1f}" if theirs.get("first") else ""
        read = f"{ours['read_cpu']:.2f}, {theirs['read_cpu']:.2f}{first}"
        print(row(task, zones, ours, name, f"{theirs['cpu']:.2f}", f"{theirs['mb']:.0f}", f"{ratio:.0f}", same, read))
    if not told:
        print(row(task, zones, ours, "–", "", "", "", "", f"{ours['read_cpu']:.2f}"))
    sys.stdout.flush()


def row(task, zones, ours, *peer):
    mine = [task, f"{zones:,}", f"{ours['cpu']:.2f}", f"{ours['wall']:.2f}", f"{ours['mb']:.0f}"]
    return "| " + " | ".join(mine + list(peer)) + " |"


def installed(distribution):
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def run(command):
    """What a child prints, with its peak memory in MB; None when it fails."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        out, err = child.stdout.read(), child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        print(f"{' '.join(command)} failed: {err.decode()[-400:]}", file=sys.stderr)
        return None
    return json.loads(out.splitlines()[-1]) | {"mb": usage.ru_maxrss / 1024}


def write_tables(folder, task, zones):
    """The same numbers at every run."""
    import numpy as np
    import pandas as pd
    from scipy.spatial import cKDTree

    chance = np.random.default_rng(1)
    homes = chance.random((zones, 2)) * SIDE
    people = chance.integers(1, 3_001, zones)
    pd.DataFrame({"x": homes[:, 0], "y": homes[:, 1], "population": people}).to_csv(folder / "zones.csv", index=False)
    sites = chance.random((SERVICES, 2)) * SIDE
    supply = chance.integers(1, 21, SERVICES)
    pd.DataFrame({"x": sites[:, 0], "y": sites[:, 1], "supply": supply}).to_csv(folder / "services.csv", index=False)
    if task in ("2sfca", "e2sfca", "3sfca", "raam"):
        near = cKDTree(homes).sparse_distance_matrix(cKDTree(sites), LIMIT, output_type="coo_matrix")
        pairs = pd.DataFrame({"origin": near.row, "destination": near.col, "cost": near.data})
        pairs.sort_values(["origin", "destination"]).to_csv(folder / "pairs.csv", index=False)
    if task == "scan":
        pd.DataFrame({"cases": chance.integers(1, 8, zones)}).to_csv(folder / "cases.csv", index=False)
    if task in ("local-moran-shared", "local-moran", "getis-ord"):
        pd.DataFrame({"value": chance.random(zones)}).to_csv(folder / "values.csv", index=False)
        _, near = cKDTree(homes).query(homes, 9)
        pairs = pd.DataFrame({"focal": np.repeat(np.arange(zones), 8), "neighbour": near[:, 1:].ravel()})
        pairs.to_csv(folder / "neighbours.csv", index=False)


# What follows runs in a child: one peer, one task.


def child(peer, task, folder):
    warnings.simplefilter("ignore")
    begun = time.process_time()
    work = PEERS[peer](task, Path(folder))
    read = time.process_time()
    first = None
    if peer == "esda":
        work()
        first = time.process_time() - read
    begun_work, wall = time.process_time(), time.perf_counter()
    total = work()
    told = {"read_cpu": read - begun, "cpu": time.process_time() - begun_work, "wall": time.perf_counter() - wall}
    print(json.dumps(told | {"sum": float(total), "first": first}))


def points(folder):
    import pandas as pd

    return [pd.read_csv(folder / name)[["x", "y"]].to_numpy() for name in ("zones.csv", "services.csv")]


def tree(_, folder):
    from sklearn.neighbors import BallTree

    homes, sites = points(folder)
    return lambda: sum(map(len, BallTree(sites).query_radius(homes, LIMIT)))


def kdtree(_, folder):
    from scipy.spatial import cKDTree

    homes, sites = points(folder)
    return lambda: cKDTree(homes).sparse_distance_matrix(cKDTree(sites), LIMIT, output_type="ndarray").size


def access(task, folder):
    import pandas as pd
    from access import Access, weights

    zones = pd.read_csv(folder / "zones.csv").assign(id=lambda table: table.index)
    services = pd.read_csv(folder / "services.csv").assign(id=lambda table: table.index)
    costs = pd.read_csv(folder / "pairs.csv")
    rings = weights.step_fn({LIMIT / 3: 1, LIMIT * 2 / 3: 0.68, LIMIT: 0.22})
    given = Access(
        demand_df=zones, demand_index="id", demand_value="population",
        supply_df=services, supply_index="id", supply_value="supply",
        cost_df=costs, cost_origin="origin", cost_dest="destination", cost_name="cost",
    )
    work = {
        "2sfca": lambda: given.two_stage_fca(name="a", max_cost=LIMIT),
        "e2sfca": lambda: given.enhanced_two_stage_fca(name="a", weight_fn=rings, max_cost=LIMIT),
        "3sfca": lambda: given.three_stage_fca(name="a", weight_fn=rings, max_cost=LIMIT),
        "raam": lambda: given.raam(name="a", tau=LIMIT),
    }[task]
    return lambda: work()["a_supply"].sum()


def neighbours(folder):
    import numpy as np
    import pandas as pd
    from libpysal.weights import W

    values = pd.read_csv(folder / "values.csv")["value"].to_numpy()
    pairs = pd.read_csv(folder / "neighbours.csv")["neighbour"].to_numpy().reshape(len(values), -1)
    return values, W({zone: list(row) for zone, row in enumerate(pairs)}, silence_warnings=True), np


def esda(task, folder):
    from esda.getisord import G_Local
    from esda.moran import Moran_Local

    values, weights, _ = neighbours(folder)
    weights.transform = "r"
    if task == "getis-ord":
        return lambda: G_Local(values, weights, transform="R", permutations=999, star=True, n_jobs=1, seed=1).p_sim.sum()
    return lambda: Moran_Local(values, weights, permutations=999, n_jobs=1, seed=1).p_sim.sum()


def pygeoda(task, folder):
    import geopandas
    import pygeoda
    from shapely import points as shapes

    homes, _ = points(folder)
    values, _, _ = neighbours(folder)
    frame = pygeoda.open(geopandas.GeoDataFrame({"value": values}, geometry=shapes(homes)))
    weights = pygeoda.knn_weights(frame, 8)
    how = "lookup" if task == "local-moran-shared" else "complete"
    return lambda: sum(pygeoda.local_moran(weights, list(values), permutations=999, permutation_method=how, cpu_threads=2).lisa_pvalues())


PEERS = {"tree": tree, "kdtree": kdtree, "access": access, "esda": esda, "pygeoda": pygeoda}

if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(*sys.argv[2:])
    elif sys.argv[1:2] == ["write"]:
        write_tables(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    else:
        main(sys.argv[1:])
