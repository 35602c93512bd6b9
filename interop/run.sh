#!/usr/bin/env bash
# What Node makes of the published schemas, examples and vectors, held against what Python says.
#
#   make interop      or, with a Python in which boundlib and its dev extra are installed:
#   BOUNDLIB_PYTHON=/path/to/python interop/run.sh
#
# Needs Node 20.11 or newer. The network is used once, by npm, for what package.json names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${BOUNDLIB_PYTHON:-.venv/bin/python}
work=.build/interop

# import.meta.dirname came with 20.11.
node --input-type=module -e 'process.exit(import.meta.dirname ? 0 : 1)' 2>/dev/null ||
  { echo "interop needs Node 20.11 or newer on the PATH." >&2; exit 2; }

# The stamp is made last, so that an install that broke off is done again.
stamp=interop/node_modules/.installed
if [ ! -e "$stamp" ] || [ interop/package.json -nt "$stamp" ]; then
  (cd interop && npm install --ignore-scripts --no-audit --no-fund --no-update-notifier \
    --loglevel=error >&2)
  touch "$stamp"
fi

rm -rf "$work"
mkdir -p "$work"
for script in digests decisions mutated; do
  "$python" "interop/$script.py" "$work"
done
node interop/main.mjs "$work"
