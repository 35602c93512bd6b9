# boundlib. The two commands to start with: `make demo` and `make test`.
# All they need is Python 3.11 or newer and make; everything else goes into .venv.

VENV := .venv
BIN  := $(VENV)/bin
PY   := $(BIN)/python
PIP  := $(PY) -m pip --disable-pip-version-check --quiet install -c requirements/pins.txt

# The first of these that is new enough; or say it yourself: make demo PYTHON=/path/to/python3.12
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

# Stamps: an install runs again only when what it reads has changed.
MADE := pyproject.toml requirements/pins.txt
RUN  := $(VENV)/.installed
DEV  := $(VENV)/.installed-dev
PEER := $(VENV)/.installed-bench
SPRK := $(VENV)/.installed-spark

# The tests start Python hundreds of times; compiled modules are kept wherever make runs.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check deep bench docs interop spark format pins clean \
	beside style types floors schemas coverage wheel mutants

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# --- what people run ---------------------------------------------------------

demo: $(RUN) ## install boundlib into .venv and watch it answer questions
	@$(BIN)/boundlib demo

test: $(DEV) ## install what the tests need and run them
	BOUNDLIB_DURATIONS=.build/durations.json $(PY) -m pytest --numprocesses=auto --dist=loadfile --hypothesis-profile=check \
		-o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true \
		--cov --cov-report= --cov-fail-under=0

check: beside test coverage mutants ## everything CI runs
	@echo "make check: all is well"

deep: $(DEV) ## the long searches: full oracles, fuzzing, mutation testing
	BOUNDLIB_DEEP=1 $(PY) -m pytest --numprocesses=auto --dist=loadfile --hypothesis-profile=deep
	$(MAKE) --no-print-directory test
	$(PY) scripts/mutants.py --seconds 3600 --each 30 --report .build/mutants.md

bench: $(PEER) ## measure against the control and the peers
	$(PY) benchmarks/run.py

interop: $(DEV) ## the published schemas from Node: Ajv, TypeScript
	bash interop/run.sh

spark: $(SPRK) ## the analysis functions on PySpark in local mode, to the byte; needs Java
	$(PY) -m pytest --override-ini=filterwarnings=default interop/spark

docs: $(DEV) ## build the documentation into .build/site; any warning is an error
	@# Never with --quiet, which keeps the warnings from --strict as well.
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir .build/site

# --- the parts of check ------------------------------------------------------

beside: $(DEV)
	@# Each of them keeps one processor busy; the tests, which come after, keep all.
	$(MAKE) --no-print-directory -j2 types docs wheel style floors schemas

style: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV)
	$(BIN)/mypy

floors: $(DEV)
	$(BIN)/lint-imports --cache-dir .build/floors

schemas: $(DEV)
	$(PY) -m boundlib.wire.schema --check
	$(PY) -m boundlib.amend.publish --check
	$(PY) -m boundlib.wire.publish --check

coverage: test
	$(BIN)/coverage report

wheel: $(DEV)
	$(PY) scripts/wheel.py

mutants: test
	$(PY) scripts/mutants.py --sample 16 --each 6

# --- the house ---------------------------------------------------------------

format: $(DEV) ## lay out the source and mend what ruff can mend
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

pins: $(DEV) ## choose newer pinned versions of everything
	$(PY) -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --all-extras \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--output-file requirements/pins.txt pyproject.toml

clean: ## remove all that make made
	rm -rf $(VENV) .build

$(PY):
	@test -n "$(PYTHON)" || { echo "boundlib needs Python 3.11 or newer, and none is on the PATH." \
		"Install one, or name it: make demo PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN): $(MADE) | $(PY)
	$(PIP) -e .
	@touch $@

$(DEV): $(RUN)
	$(PIP) -e '.[dev]'
	@touch $@

$(PEER): $(DEV)
	$(PIP) -e '.[dev,bench]'
	@touch $@

$(SPRK): $(DEV)
	$(PIP) -e '.[dev,spark]'
	@touch $@
