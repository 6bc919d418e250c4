# make demo: install into .venv and watch the main job.   make test: install the test tools too and run the tests,
# those that take long aside; make test-all runs them too, more of them with STUDIO_LOSSES_EXAMPLES, STUDIO_WALKER_EXAMPLES,
# STUDIO_FORMATTING_EXAMPLES, STUDIO_SCHEDULER_EXAMPLES, STUDIO_EXERCISE_SEEDS, STUDIO_NOQA_ACTIONS and STUDIO_STORE_KILLS.
# Tests of the prospect store also run on the PostgreSQL server that STUDIO_POSTGRESQL names (.ci/postgresql makes one).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Every test process would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-all lint pages ci clean

demo: $(VENV)/.installed
	$(BIN)/studio demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-all: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/studio fmt --check scripts

pages: $(VENV)/.installed
	$(BIN)/python -m studio.manual

ci:
	bash .ci/run

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "studio needs Python 3.11 or later; say which with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
