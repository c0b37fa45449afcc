# One door: every task of the project, each with a sentence (`make help`).
# Nothing is assumed but `make` and a Python >= 3.11 with `venv`; all else is installed
# into .venv from the locks in requirements/, whose hashes pip checks.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
BUILD  := build/2013

# A stamp is named by the checksum of what was installed, so that an unchanged lock costs nothing.
stamp   = $(VENV)/.$(1)-$(shell cat pyproject.toml requirements/$(1).lock | cksum | tr -d ' ')
RUNTIME := $(call stamp,runtime)
DEV     := $(call stamp,dev)
BENCH   := $(call stamp,bench)
WEB     := $(call stamp,web)
SOURCES := $(shell find src/techmarket -type f -not -path '*/__pycache__/*')

.DEFAULT_GOAL := help
.PHONY: help report test check format docs contradictions bench bench-web serve demo clean lock
.DELETE_ON_ERROR:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(BUILD)/report/report.json $(BUILD)/.tables ## Build the whole 2013 report, from a register to the book and the score, in build/2013/
	@code=0; $(BIN)/techmarket compare $(BUILD)/tables || code=$$?; \
	echo "Register, snapshots and observations: $(BUILD)/"; \
	echo "Tables and comparison: $(BUILD)/tables/"; \
	echo "Book, in Chinese and English (PDF, Word, Excel, site): $(BUILD)/report/"; exit $$code

test: $(DEV) ## Run the tests
	@$(BIN)/python -m pytest -n 2

check: $(DEV) ## Check format, lint, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@TECHMARKET_SECRET=seen-by-the-check-of-types-only-and-by-nobody-else-at-all $(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(DEV) ## Put the source into the format that check asks for
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

docs: $(DEV) ## Write the data dictionary, the catalogue of rules and the method handbook again, into docs/
	@$(BIN)/techmarket dictionary --lang zh --out docs/dictionary.zh.md
	@$(BIN)/techmarket dictionary --lang en --out docs/dictionary.en.md
	@$(BIN)/python tools/make_rules.py
	@$(BIN)/python tools/make_handbook.py

contradictions: $(DEV) ## Find and prove again which figures of the 2013 report cannot be reproduced
	@$(BIN)/python tools/record_contradictions.py --edition 2013

bench: $(BENCH) ## Measure the counting against other tools, into bench/results.md (SIZES="1_000_000 10_000_000 100_000_000")
	@$(BIN)/python -m bench $(SIZES)

serve: $(WEB) ## Open the site at http://127.0.0.1:8000/: makes its register in data/ and an administrator, whose password is shown once
	@$(BIN)/python -m techmarket.web serve

demo: $(WEB) ## Fill an empty register in data/ with invented offices, people of every role and some thousand contracts
	@$(BIN)/python -m techmarket.web migrate --verbosity 0
	@$(BIN)/python -m techmarket.web demo

bench-web: $(BENCH) ## Measure the site with a million contracts and many users at once, into bench/web.md
	@$(BIN)/python -m bench.web

clean: ## Remove what the tasks built (the environment .venv stays)
	rm -rf build bench/data .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --quiet $(UPGRADE)
lock: $(DEV) ## Resolve the dependencies again (UPGRADE=--upgrade takes newer versions)
	@$(BIN)/python -m pip install --quiet 'uv>=0.9'
	$(LOCK) --output-file requirements/runtime.lock
	$(LOCK) --extra web --constraint requirements/runtime.lock --output-file requirements/web.lock
	$(LOCK) --extra web --group dev --constraint requirements/web.lock --output-file requirements/dev.lock
	$(LOCK) --extra web --group bench --constraint requirements/dev.lock --output-file requirements/bench.lock

# --- the environment ---------------------------------------------------------------------

$(VENV)/.%:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
	  "Python 3.11 or newer is needed, and '$(PYTHON)' is not: name one, as in make PYTHON=python3.12 $(MAKECMDGOALS)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo \
	  "'$(PYTHON)' cannot make virtual environments: install its venv module (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing $(word 1,$(subst -, ,$*)) packages into $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/$(word 1,$(subst -, ,$*)).lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.$(word 1,$(subst -, ,$*))-* && touch $@

# --- the line, each step only when something it reads is newer ----------------------------

$(BUILD)/register/2013/register.json: $(SOURCES) | $(RUNTIME)
	@rm -rf $(BUILD)/register
	@$(BIN)/techmarket simulate --edition 2013 --seed 7 --out $(BUILD)/register

$(BUILD)/snapshot-2012/manifest.json: $(BUILD)/register/2013/register.json
	@rm -rf $(@D)
	@$(BIN)/techmarket freeze $(BUILD)/register/2012 --cutoff 2012-12-31 --out $(@D)

$(BUILD)/snapshot-2013/manifest.json: $(BUILD)/register/2013/register.json
	@rm -rf $(@D)
	@$(BIN)/techmarket freeze $(BUILD)/register/2013 --cutoff 2013-12-31 --out $(@D)

SNAPSHOTS := $(BUILD)/snapshot-2012/manifest.json $(BUILD)/snapshot-2013/manifest.json

$(BUILD)/observations.parquet: $(SNAPSHOTS)
	@$(BIN)/techmarket observe $(BUILD)/snapshot-2013 --previous $(BUILD)/snapshot-2012 --edition 2013 --out $@

$(BUILD)/.tables: $(SNAPSHOTS) $(BUILD)/observations.parquet
	@rm -rf $(BUILD)/tables
	@$(BIN)/techmarket tables $(BUILD)/snapshot-2013 --previous $(BUILD)/snapshot-2012 --edition 2013 --out $(BUILD)/tables
	@touch $@

$(BUILD)/report/report.json: $(SNAPSHOTS)
	@rm -rf $(@D)
	@$(BIN)/techmarket report $(BUILD)/snapshot-2013 --previous $(BUILD)/snapshot-2012 --edition 2013 --lang both --out $(@D)
