# The one task file: what a person and CI both run. `make help` lists the tasks.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
# The first interpreter that is new enough; PYTHON=/path/to/python overrides it.
PYTHON ?= $(shell for p in python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 && { echo $$p; break; }; done)

.PHONY: help demo test lint types check bench floors speed teaching golden docs lock fit clean

help: ## list the tasks
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "sayso needs Python 3.12 or newer and found none (python3 here: $$(python3 --version 2>&1))."; \
		echo "Install it (python.org, pyenv, apt install python3.12-venv) and run again, or: make demo PYTHON=/path/to/python3.12"; exit 1; fi
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) lacks venv: install its venv package (python3.12-venv) and run again"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime ## install what is needed and read a sample page
	$(BIN)/sayso read samples/harbour.txt

test: $(VENV)/.dev lint types check ## everything that CI runs

lint: $(VENV)/.dev ## formatting, lint, import contracts
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/lint-imports

types: $(VENV)/.dev ## strict types
	$(BIN)/mypy

check: $(VENV)/.dev ## tests, docs examples, accuracy floors
	$(BIN)/python -m pytest
	$(BIN)/python -m benchmarks.bench --shared $(SHARED) --floors

bench: $(VENV)/.dev ## accuracy on the development sets, with bars and floors
	$(BIN)/python -m benchmarks.bench --shared $(SHARED)

floors: $(VENV)/.dev ## raise the pinned floors to what is measured now
	$(BIN)/python -m benchmarks.bench --shared $(SHARED) --raise-floors

speed: $(VENV)/.dev ## CPU time against a stock pass of spaCy
	$(BIN)/python -m benchmarks.speed --shared $(SHARED)

fit: $(VENV)/.dev ## fit the weights of page cleaning again
	$(BIN)/python -m benchmarks.fit_clean --shared $(SHARED)

teaching: $(VENV)/.dev ## events against the fifth of the teaching sentences that nothing was fitted on
	$(BIN)/python -m benchmarks.fit_events

golden: $(VENV)/.dev ## rewrite tests/golden from the samples
	$(BIN)/python -m pytest tests/golden --rewrite-golden

docs: $(VENV)/.dev ## rewrite the generated parts of docs/
	$(BIN)/python docs/generate.py

lock: ## pin every dependency with its hashes
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-annotate -q pyproject.toml benchmarks/build.in -o requirements.lock
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-annotate -q pyproject.toml benchmarks/build.in --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove the local environment and caches
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
