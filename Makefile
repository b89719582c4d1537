# run · test · test-all · check · bench: each sets up what it needs from the lock files. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8501
# Which of the long tests; all of them unless files are named.
LONG ?= tests
VENV := .venv
BIN := $(VENV)/bin
CHART := src/coopstats/screen/chart
PYTEST := $(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help run test long test-all check audit bench words reference outlines plotly lock pictures clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# A virtual environment from hashed locks; the project itself is installed so that `coopstats` is on its path.
$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Spark comes as source: what builds it is locked too.
$(VENV)/spark.stamp: requirements-spark.lock $(VENV)/dev.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements-spark.lock
	@touch $@

# What the app is measured against (tools/bench/peers), in an environment of its own.
$(VENV)/peers.stamp: requirements-bench.lock $(VENV)/dev.stamp
	@$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# The provider of OpenID Connect that the tests of sign-in start on this machine.
$(VENV)/oidc.stamp: tests/oidc/package-lock.json $(VENV)/dev.stamp
	@command -v npm >/dev/null || { echo "npm is missing: apt-get install nodejs npm"; exit 1; }
	@mkdir -p $(VENV)/oidc && cp tests/oidc/package.json tests/oidc/package-lock.json $(VENV)/oidc/
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix $(VENV)/oidc
	@touch $@

run: $(VENV)/run.stamp  ## show the dashboard (PORT=8501, DATA=folder of another dataset)
	$(if $(DATA),COOPSTATS_DATA=$(DATA)) $(BIN)/coopstats serve --port $(PORT)

test: $(VENV)/dev.stamp  ## run the tests that take minutes together, a few visits in a browser among them
	$(PYTEST) -m "not slow and not long"

long: $(VENV)/spark.stamp $(VENV)/oidc.stamp  ## run the long tests: those that take minutes or need more than Python and chromium
	$(PYTEST) -m long $(LONG)

test-all: $(VENV)/dev.stamp  ## run every test there is
	$(PYTEST) -m "not long"
	$(MAKE) long

check: $(VENV)/dev.stamp  ## format, lint, types, data, tests without the long ones
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/coopstats check
	$(PYTEST) -m "not long"

# --strict: a package of which nothing could be learnt is a failure, so that no answer is not taken for a good one.
audit: $(VENV)/dev.stamp  ## ask the package index whether a locked package has a known weakness (needs the network)
	$(BIN)/uv tool run --from 'pip-audit>=2.10,<3' pip-audit --strict --disable-pip --require-hashes -r requirements.lock

bench: $(VENV)/peers.stamp  ## measure at three sizes, beside the peers (PART=pages, load, visit or files; SIZES="825 100000")
	$(BIN)/python tools/bench.py $(if $(PART),--part $(PART)) $(if $(SIZES),--sizes $(SIZES))

words: $(VENV)/dev.stamp  ## bring the catalogues of ar and en up to date with the sentences in the code
	$(BIN)/python tools/words.py

reference: $(VENV)/dev.stamp  ## write places, countries and languages anew from the libraries
	$(BIN)/python tools/reference.py

outlines: $(VENV)/dev.stamp  ## write the outlines of regions and provinces anew from the npm package morocco-map (needs npm)
	set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	  npm pack --silent --pack-destination "$$folder" morocco-map@1.3.0; tar -xzf "$$folder/morocco-map-1.3.0.tgz" -C "$$folder"; \
	  $(BIN)/python tools/outlines.py "$$folder/package"

plotly: $(VENV)/run.stamp  ## fetch the browser's part of Plotly anew, of the locked version (needs npm)
	set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	  version=$$($(BIN)/python -c 'import plotly.offline; print(plotly.offline.get_plotlyjs_version())'); name=plotly.js-basic-dist-min; \
	  npm pack --silent --pack-destination "$$folder" $$name@$$version; tar -xzf "$$folder/$$name-$$version.tgz" -C "$$folder"; \
	  cp "$$folder/package/plotly-basic.min.js" $(CHART)/; cp "$$folder/package/LICENSE" $(CHART)/LICENSE-plotly; \
	  sed -i "s/plotly-basic\.min\.js?[0-9.]*/plotly-basic.min.js?$$version/" $(CHART)/chart.js

lock: $(VENV)/dev.stamp  ## lock the dependencies again, with hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --group build --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --group build --extra spark pyproject.toml -o requirements-spark.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --group build --group bench pyproject.toml -o requirements-bench.lock

pictures: $(VENV)/dev.stamp  ## take the README's pictures from the running app
	$(BIN)/python tools/pictures.py

clean:  ## remove what was made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache bench-results
