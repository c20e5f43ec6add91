#!/bin/sh
# Prints what our methods and those of the Python peers take on the same tables, side by side.
#
#     bench/peers.sh [--small | --full] [TASK ...]
#
# Makes a virtual environment in .tools/peers, installs from PyPI those peers that install (a peer that does not is
# said to be missing), builds examples/peers.rs in release, and runs bench/peers.py. --full adds the sizes that take a
# peer minutes and gigabytes, --small keeps the first of each task.
set -eu
cd "$(dirname "$0")/.."

environment=.tools/peers
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
for peer in numpy pandas scipy access esda libpysal numba pygeoda scikit-learn; do
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check "$peer" || echo "not installed: $peer" >&2
done
cargo build --release --quiet --example peers
exec "$environment/bin/python" bench/peers.py "$@"
