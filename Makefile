# The commands of the project; `make` prints them. Needs Python 3.11 or newer, git and make, and fetches the rest.
# Another Python: `make serve PYTHON=/path/to/python3`. Written for GNU make 3.81 (macOS) and newer.

# Not taken from the environment: who else may look is said by name, on the command line.
HOST = 127.0.0.1
PORT = 8000
RUNS = 5
CASES = 100000
SECONDS = 600

export PYTHON
BIN = .venv/bin
SETUP = @sh tools/python tools/setup.py

.DEFAULT_GOAL := help
.PHONY: help serve live book site release bench shots test test-all lint types format regen faults fuzz pins lab clean ready ready-dev ready-all

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: ready ## build the course and open it on this device (HOST=0.0.0.0 lets your phone look too; PORT=8000)
	@$(BIN)/powerwith serve --host $(HOST) --port $(PORT)

live: ready ## the same, and follow edits: every saved file rebuilds and reloads the page
	@$(BIN)/powerwith serve --live --host $(HOST) --port $(PORT)

book: ready ## build the course into _build/html, every warning an error
	@$(BIN)/python tools/book.py

site: ready ## make site/ and powerwith-site.zip for a web host or a USB stick
	@$(BIN)/python tools/site.py

release: ready-all ## the same, once all days are fresh and every test has passed
	@$(BIN)/powerwith lint --dates
	@$(BIN)/python tools/check.py
	@$(BIN)/python tools/site.py

shots: ready-dev ## photograph every page and exercise in every state into shots/ (open shots/index.html)
	@$(BIN)/python tools/shots.py

bench: ready-dev ## measure pages, feedback, coach, build and many cohorts beside ordinary ways (RUNS=5; some twenty minutes)
	@$(BIN)/python tools/with_node.py $(BIN)/python bench/all.py --runs $(RUNS)

test: ready-all ## run every test: Python, notebooks, front end, browser
	@$(BIN)/python tools/check.py

test-all: ready-all ## the same, and many cohorts on Spark (fetches it; needs Java from the system)
	@POWERWITH_SPARK="$$($(BIN)/python tools/spark.py)" && export POWERWITH_SPARK && $(BIN)/python tools/check.py

lint: ready-dev ## check the exercises and pages, the style of the code, and who imports whom
	@$(BIN)/powerwith lint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache

types: ready-dev ## check the types of the Python and the TypeScript
	@$(BIN)/mypy
	@$(BIN)/python tools/with_node.py npm --prefix js run --silent types

format: ready-dev ## put the Python into its usual form
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format --quiet .

regen: ready-dev ## make again what is made from sources: schema, wire types, bundles, coach rules
	@$(BIN)/python tools/with_node.py $(BIN)/powerwith regen

faults: ready-all ## cause every fault of the journal, some four minutes, and write their page again
	@$(BIN)/python tools/faults.py

fuzz: ready-dev ## read 100,000 made-up shares, zips and codes, or for ten minutes (CASES=100000 SECONDS=600)
	@$(BIN)/python tools/fuzz.py --cases $(CASES) --seconds $(SECONDS)

pins: ready-all ## write constraints.txt from what is installed in .venv now
	@$(BIN)/python tools/pins.py

lab: ready-all ## open the notebooks in JupyterLab
	@$(BIN)/jupyter-lab notebooks

clean: ## remove what was built (not .venv)
	@rm -rf _build site powerwith-site.zip shots .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

ready:
	$(SETUP)

ready-dev:
	$(SETUP) dev

ready-all:
	$(SETUP) dev lab
