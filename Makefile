# Two commands: `make run` opens the product on the demonstration town; `make test` installs what the
# tests need and passes them all.

MAILLAGE := target/debug/maillage
WEB := web/dist/index.html
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: run test build bench serving importing conformance peers attack montpellier france fixtures screenshots clean

run: build
	$(MAILLAGE) demo --if-empty
	exec $(MAILLAGE) serve

test:
	scripts/test

build: $(WEB)
	cargo build

# The real Montpellier, from the open data beside this checkout.
montpellier: build
	$(MAILLAGE) import --data montpellier-data --manifest fixtures/manifests/montpellier.toml
	exec $(MAILLAGE) serve --data montpellier-data

# All of metropolitan France, likewise.
france: build
	$(MAILLAGE) import --data france-data --manifest fixtures/manifests/france.toml
	exec $(MAILLAGE) serve --data france-data

# Prints the figures: import, snapshot, first map, pages, memory.
bench: $(WEB)
	cargo build --release
	bench/run

# Prints what a request costs here and at every other server that is installed, on the same data.
serving: $(WEB)
	cargo build --release
	bench/serving

# Prints rows a second and memory of each import on files of the size of the country, beside ogr2ogr.
importing: $(WEB)
	cargo build --release
	bench/importing

# Holds the server to the programs it is made for: OGC tests, schemathesis, GDAL, QGIS, OWSLib, geopandas, DuckDB; its spatial answers to
# PostGIS and shapely, its tiles of all France to shapely.
conformance: build
	scripts/install-test-tools
	scripts/conformance
	scripts/spatial-oracle
	scripts/conformance-tiles

# Prints what our methods and those of the Python peers take on the same tables.
peers:
	bench/peers.sh

# Attacks the secrecy of a demonstration town of its own, with field notes released, and prints success beside bound.
attack: build
	scripts/attack

# Writes the demonstration town again; the same seed gives the same bytes.
fixtures:
	cargo run --example demo_town -- fixtures/demo

# Takes a picture of every screen of the demonstration town into docs/screenshots.
screenshots: build
	scripts/screenshots

$(WEB): web/node_modules/.package-lock.json $(WEB_SOURCES)
	npm --prefix web run build
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json
	npm --prefix web ci --no-audit --no-fund
	@touch $@

clean:
	rm -rf target web/dist web/node_modules .tools
