# make run   a demonstration college on http://127.0.0.1:8000
# make test  everything, in short form; PostgreSQL and Chromium are used when they are there
# make lint | proofs | lock | messages | clean   for those who carry on

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
COMPILE := $(UV) pip compile setup.cfg --quiet --universal --generate-hashes \
	--python-version 3.11 --no-header --no-annotate
TRANSLATIONS := recoverycollege/translations
PYTEST := $(BIN)/python -m pytest -n auto --dist loadgroup

.PHONY: run test lint proofs lock messages clean

run: $(VENV)/installed
	@RECOVERYCOLLEGE_DEMO=1 PYTHONDONTWRITEBYTECODE= $(BIN)/flask --app wsgi run-demo

test: $(VENV)/installed-test $(VENV)/readers/installed
	$(PYTEST) -m "not proof" $(ARGS)

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The long form: before an issue is called done.
proofs: $(VENV)/installed-test $(VENV)/readers/installed $(VENV)/markup/installed
	$(PYTEST) --database=both $(ARGS)

# The tests' packages first: what runs is then held to the versions that are tested.
lock:
	$(COMPILE) --extra test --output-file requirements-test.txt
	$(COMPILE) --constraint requirements-test.txt --output-file requirements.txt
	$(COMPILE) --extra pdf --constraint requirements-test.txt --output-file requirements-pdf.txt

# Collects the words of the pages, brings every language up to date, and compiles them.
messages: $(VENV)/installed
	$(BIN)/pybabel -q extract -F $(TRANSLATIONS)/babel.cfg -k N_ -k _l --no-location \
		-o $(TRANSLATIONS)/messages.pot .
	@if ls $(TRANSLATIONS)/*/LC_MESSAGES/*.po >/dev/null 2>&1; then \
		$(BIN)/pybabel -q update -i $(TRANSLATIONS)/messages.pot -d $(TRANSLATIONS) && \
		$(BIN)/pybabel -q compile -d $(TRANSLATIONS); fi

clean:
	rm -rf build dist *.egg-info .hypothesis .mypy_cache .ruff_cache .coverage
	find recoverycollege migrations tests -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer, please")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-test: requirements-test.txt $(VENV)/installed
	$(PIP) -r requirements-test.txt
	@touch $@

# A reader of calendars that the tests read ours with. Where it cannot be had, they say so.
$(VENV)/readers/installed: tests/readers/package-lock.json | $(BIN)/python
	@mkdir -p $(@D) && cp tests/readers/*.json $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent && touch $@ || \
		echo "ical.js could not be fetched with npm: its tests will be skipped."

# A checker of pages, for the proofs alone. It needs Java.
$(VENV)/markup/installed: tests/markup/package-lock.json | $(BIN)/python
	@mkdir -p $(@D) && cp tests/markup/*.json $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent && touch $@ || \
		echo "vnu-jar could not be fetched with npm: its tests will be skipped."
