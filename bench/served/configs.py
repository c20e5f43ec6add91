"""What each peer is told about the data, in its own words."""


def pygeoapi(port, database):
    def collection(name):
        return f"""
  {name}:
    type: collection
    title: {name}
    description: {name}
    keywords: [bench]
    extents: {{spatial: {{bbox: [-180, -90, 180, 90], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}}}
    providers:
      - type: feature
        name: PostgreSQL
        data: {{host: 127.0.0.1, port: {database}, dbname: postgres, user: maillage, password: none, search_path: [public]}}
        id_field: ogc_fid
        table: {name}
        geom_field: geom"""

    return f"""
server:
  bind: {{host: 127.0.0.1, port: {port}}}
  url: http://127.0.0.1:{port}
  mimetype: application/json; charset=UTF-8
  encoding: utf-8
  languages: [en-US]
  limits: {{default_items: 100, max_items: 100000}}
  map: {{url: "https://tile.example/{{z}}/{{x}}/{{y}}.png", attribution: none}}
logging: {{level: ERROR}}
metadata:
  identification: {{title: bench, description: bench, keywords: [bench], keywords_type: theme, terms_of_service: none, url: "http://127.0.0.1"}}
  license: {{name: CC0, url: "http://127.0.0.1"}}
  provider: {{name: bench, url: "http://127.0.0.1"}}
  contact: {{name: bench, url: "http://127.0.0.1"}}
resources:{collection("zones")}{collection("points")}
"""


def nginx(folder, name, inner, outer, settings):
    return f"""
pid {folder}/{name}.pid; error_log {folder}/{name}-nginx.log; worker_processes 1;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/{name}-body; fastcgi_temp_path {folder}/{name}-fcgi; proxy_temp_path {folder}/{name}-proxy;
  scgi_temp_path {folder}/{name}-scgi; uwsgi_temp_path {folder}/{name}-uwsgi;
  server {{
    listen 127.0.0.1:{outer};
    location / {{
      fastcgi_pass 127.0.0.1:{inner}; fastcgi_buffers 64 64k; fastcgi_keep_conn on;
      fastcgi_param QUERY_STRING $query_string; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri;
      fastcgi_param SERVER_NAME 127.0.0.1; fastcgi_param SERVER_PORT {outer}; fastcgi_param SERVER_PROTOCOL $server_protocol;
      fastcgi_param HTTP_HOST $http_host; {settings}
    }}
  }}
}}
"""


def static(folder, place, port):
    return f"""
pid {folder}/files.pid; error_log {folder}/files-nginx.log; worker_processes auto;
events {{}}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  client_body_temp_path {folder}/files-body; fastcgi_temp_path {folder}/files-fcgi; proxy_temp_path {folder}/files-proxy;
  scgi_temp_path {folder}/files-scgi; uwsgi_temp_path {folder}/files-uwsgi;
  server {{ listen 127.0.0.1:{port}; root {place}; default_type application/json; }}
}}
"""


def mapfile(database, folder, templates):
    def layer(name, kind):
        return f"""
LAYER
  NAME "{name}" TYPE {kind} STATUS ON TEMPLATE "void"
  CONNECTIONTYPE POSTGIS CONNECTION "host=127.0.0.1 port={database} dbname=postgres user=maillage"
  PROCESSING "CLOSE_CONNECTION=DEFER"
  DATA "geom from public.{name} using unique ogc_fid using srid=4326"
  EXTENT -180 -90 180 90
  PROJECTION "init=epsg:4326" END
  METADATA "ows_title" "{name}" "gml_include_items" "all" "gml_featureid" "ogc_fid" "ows_include_items" "all" "ows_extent" "-180 -90 180 90" END
END"""

    return f"""
MAP
  NAME "bench" EXTENT -180 -90 180 90 SIZE 100 100 UNITS DD
  PROJECTION "init=epsg:4326" END
  WEB METADATA "ows_enable_request" "*" "ows_title" "bench" "oga_onlineresource" "http://127.0.0.1/bench/ogcapi"
    "oga_html_template_directory" "{templates}" "oga_max_limit" "100000" END
  END{layer("zones", "POLYGON")}{layer("points", "POINT")}
END
"""


# Run by the Python that QGIS was built for.
QGIS_PROJECT = """
import sys
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
layers = []
for name in ("zones", "points"):
    source = f"dbname='postgres' host=127.0.0.1 port={sys.argv[1]} user='maillage' key='ogc_fid' estimatedmetadata=true srid=4326 table=\\"public\\".\\"{name}\\" (geom)"
    layer = QgsVectorLayer(source, name, "postgres")
    assert layer.isValid(), name
    layer.setShortName(name)
    project.addMapLayer(layer)
    layers.append(layer.id())
project.writeEntry("WFSLayers", "/", layers)
assert project.write("bench.qgs")
"""
