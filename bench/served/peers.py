"""The servers compared: each started on the same data when it is installed, and named as left out when not."""

import json
import os
import shutil
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from . import configs, measure

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(os.environ.get("MAILLAGE_TOOLS", ROOT / ".tools"))


@dataclass
class Peer:
    """A running server: where its items and tiles are, and whose CPU time counts."""

    name: str
    base: str
    zones: str
    points: str
    oapif: str = ""
    tiles: str = ""
    feature: str = ""
    lean: str = ""
    processes: list = field(default_factory=list)
    roots: list = field(default_factory=list)

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                # MapServer waits for one more request before it goes.
                process.kill()


class LeftOut(Exception):
    """Why a peer is not compared."""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def start(command, folder, **environment):
    """Starts a program, its words in a file beside the data."""
    said = open(Path(folder) / f"{Path(command[0]).name}.log", "ab")
    return subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env={**os.environ, **environment})


def installed(name):
    found = shutil.which(name) or shutil.which(name, path="/usr/lib/cgi-bin:/usr/sbin:/usr/local/bin")
    if not found:
        raise LeftOut(f"{name} is not installed")
    return found


def venv(name, program):
    path = TOOLS / name / "bin" / program
    if not path.exists():
        raise LeftOut(f"no {program} in {TOOLS.name}/{name} (bench/serving --install)")
    return str(path)


def files(folder, bodies):
    """nginx with these bodies as files: what no server can cost less than. The processes and the address of each."""
    place = Path(folder) / "files"
    place.mkdir(exist_ok=True)
    for number, body in enumerate(bodies.values()):
        (place / f"{number}.json").write_bytes(body)
    port = free_port()
    (Path(folder) / "files.conf").write_text(configs.static(folder, place, port))
    front = start([installed("nginx"), "-p", str(folder), "-c", "files.conf", "-g", "daemon off;"], folder)
    addresses = {case: f"http://127.0.0.1:{port}/{number}.json" for number, case in enumerate(bodies)}
    return up(Peer("nginx, a file", addresses[next(iter(bodies))], "", "", processes=[front], roots=[front.pid]), next(iter(addresses.values()))), addresses


def up(peer, address):
    """The peer, once this address answers."""
    if not measure.wait(address):
        peer.stop()
        raise LeftOut(f"{address} never answered")
    return peer


def ours(binary, folder):
    """Maillage, the data imported as anybody would."""
    data = Path(folder) / "maillage"
    for command in (["zones.geojson", "--vintage", "2020"], ["values.csv", "--mapping", "values.toml"], ["points.csv", "--mapping", "points.toml"]):
        subprocess.run([binary, "import", *command, "--data", str(data), "--quiet"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    process = start([binary, "serve", "--data", str(data), "--port", str(port)], folder)
    base = f"http://127.0.0.1:{port}"
    peer = Peer("maillage", base, f"{base}/collections/iris/items", f"{base}/collections/services/items", oapif=f"OAPIF:{base}|services", lean="empty=omit&",
                processes=[process], roots=[process.pid])
    peer = up(peer, f"{base}/readyz")
    described = json.loads(measure.get(f"{base}/collections/iris?f=json")[2])
    if any("tilesets" in link["rel"] for link in described["links"]):
        peer.tiles = base + "/collections/iris/tiles/WebMercatorQuad/{z}/{y}/{x}"
    return peer


def tipg(database, folder):
    port = free_port()
    command = [venv("tipg", "uvicorn"), "tipg.main:app", "--port", str(port), "--log-level", "warning", "--no-access-log"]
    # Its own limit of 10,000 is raised so that it can give all points.
    process = start(command, folder, DATABASE_URL=database.url, TIPG_DB_SCHEMAS='["public"]', TIPG_MAX_FEATURES_PER_QUERY="100000")
    base = f"http://127.0.0.1:{port}"
    peer = Peer("tipg", base, f"{base}/collections/public.zones/items", f"{base}/collections/public.points/items",
                oapif=f"OAPIF:{base}|public.points", tiles=base + "/collections/public.zones/tiles/WebMercatorQuad/{z}/{x}/{y}",
                feature="ogc_fid", processes=[process], roots=[process.pid, database.pid])
    return up(peer, f"{base}/collections/public.zones/items?limit=1")


def pygeoapi(database, folder):
    generate, gunicorn = venv("pygeoapi", "pygeoapi"), venv("pygeoapi", "gunicorn")
    port = free_port()
    (Path(folder) / "pygeoapi.yml").write_text(configs.pygeoapi(port, database.port))
    files = {"PYGEOAPI_CONFIG": "pygeoapi.yml", "PYGEOAPI_OPENAPI": "pygeoapi-openapi.yml"}
    subprocess.run([generate, "openapi", "generate", "pygeoapi.yml", "--output-file", "pygeoapi-openapi.yml"], cwd=folder, check=True,
                   capture_output=True, env={**os.environ, **files})
    process = start([gunicorn, "-w", "2", "-b", f"127.0.0.1:{port}", "pygeoapi.flask_app:APP"], folder, **files)
    base = f"http://127.0.0.1:{port}"
    peer = Peer("pygeoapi", base, f"{base}/collections/zones/items", f"{base}/collections/points/items", oapif=f"OAPIF:{base}|points",
                processes=[process], roots=[process.pid, database.pid])
    return up(peer, f"{base}/collections/zones/items?limit=1")


def behind_nginx(name, program, folder, environment, settings):
    """A FastCGI program of two processes behind nginx; the processes and the port."""
    spawn, nginx = installed("spawn-fcgi"), installed("nginx")
    inner, outer = free_port(), free_port()
    fcgi = start([spawn, "-n", "-a", "127.0.0.1", "-p", str(inner), "-F", "1", "--", program], folder, **environment)
    (Path(folder) / f"{name}.conf").write_text(configs.nginx(folder, name, inner, outer, settings))
    front = start([nginx, "-p", str(folder), "-c", f"{name}.conf", "-g", "daemon off;"], folder)
    return [front, fcgi], outer


def mapserver(database, folder):
    program = installed("mapserv")
    templates = Path("/usr/share/mapserver/ogcapi/templates/html-bootstrap4/")
    (Path(folder) / "mapserver.map").write_text(configs.mapfile(database.port, folder, templates))
    (Path(folder) / "mapserver.cnf").write_text(f'CONFIG\nMAPS\nbench "{folder}/mapserver.map"\nEND\nEND\n')
    environment = {"MAPSERVER_CONFIG_FILE": f"{folder}/mapserver.cnf"}
    processes, port = behind_nginx("mapserver", program, folder, environment, "fastcgi_param SCRIPT_NAME /; fastcgi_param PATH_INFO $uri;")
    base = f"http://127.0.0.1:{port}/bench/ogcapi"
    # Its links bear the address it is told; the file is read at each request.
    described = Path(folder) / "mapserver.map"
    described.write_text(described.read_text().replace("http://127.0.0.1/bench/ogcapi", base))
    peer = Peer("MapServer", base, f"{base}/collections/zones/items", f"{base}/collections/points/items", oapif=f"OAPIF:{base}|points",
                processes=processes, roots=[process.pid for process in processes] + [database.pid])
    return up(peer, f"{base}/collections/zones/items?limit=1")


def qgis(database, folder):
    program = installed("qgis_mapserv.fcgi")
    (Path(folder) / "project.py").write_text(configs.QGIS_PROJECT)
    made = subprocess.run(["/usr/bin/python3", "project.py", str(database.port)], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if made.returncode:
        raise LeftOut(f"no QGIS project could be made: {made.stderr.strip().splitlines()[-1:]}")
    environment = {"QGIS_PROJECT_FILE": f"{folder}/bench.qgs", "QT_QPA_PLATFORM": "offscreen", "QGIS_SERVER_LOG_LEVEL": "2",
                   "QGIS_SERVER_API_WFS3_MAX_LIMIT": "100000"}
    processes, port = behind_nginx("qgis", program, folder, environment, "fastcgi_param SCRIPT_NAME ''; fastcgi_param PATH_INFO $uri;")
    base = f"http://127.0.0.1:{port}/wfs3"
    peer = Peer("QGIS Server", base, f"{base}/collections/zones/items.geojson", f"{base}/collections/points/items.geojson",
                oapif=f"OAPIF:{base}|points", processes=processes, roots=[process.pid for process in processes] + [database.pid])
    return up(peer, f"{base}/collections/zones/items.geojson?limit=1")


def martin(database, folder):
    port = free_port()
    process = start([installed("martin"), "--listen-addresses", f"127.0.0.1:{port}", database.url], folder)
    base = f"http://127.0.0.1:{port}"
    peer = Peer("martin", base, "", "", tiles=base + "/zones/{z}/{x}/{y}", processes=[process], roots=[process.pid, database.pid])
    return up(peer, f"{base}/health")


def pg_featureserv(database, folder):
    port = free_port()
    process = start([installed("pg_featureserv")], folder, DATABASE_URL=database.url, PGFS_SERVER_HTTPPORT=str(port))
    base = f"http://127.0.0.1:{port}"
    peer = Peer("pg_featureserv", base, f"{base}/collections/public.zones/items.json", f"{base}/collections/public.points/items.json",
                oapif=f"OAPIF:{base}|public.points", processes=[process], roots=[process.pid, database.pid])
    return up(peer, f"{base}/collections.json")


def pg_tileserv(database, folder):
    port = free_port()
    process = start([installed("pg_tileserv")], folder, DATABASE_URL=database.url, TS_HTTPPORT=str(port))
    base = f"http://127.0.0.1:{port}"
    peer = Peer("pg_tileserv", base, "", "", tiles=base + "/public.zones/{z}/{x}/{y}.pbf", processes=[process], roots=[process.pid, database.pid])
    return up(peer, f"{base}/index.json")


ALL = {"tipg": tipg, "pygeoapi": pygeoapi, "MapServer": mapserver, "QGIS Server": qgis, "pg_featureserv": pg_featureserv,
       "pg_tileserv": pg_tileserv, "martin": martin}
