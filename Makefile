# Every target makes the virtual environment it needs; only Python 3.11, pip, git and make are taken for granted.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

AXE := .make/axe-core/package/axe.min.js

.PHONY: demo serve test check long browser lint types lock clean

demo: $(INSTALLED)  ## crawl the four fronts of the sample, read them, publish them
	$(BIN)/python pipeline.py demo

serve: $(INSTALLED)  ## browse the published snapshot on this machine
	$(BIN)/python pipeline.py serve

test: $(INSTALLED)  ## the tests
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --durations=10

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

check: lint types test  ## lint, format, types, tests

long: $(INSTALLED)  ## the tests that take minutes
	$(BIN)/python -m pytest -q -m long -s --durations=10

browser: $(INSTALLED) $(AXE)  ## the public site in Chromium (Debian: chromium, chromium-driver, npm)
	$(BIN)/python -m pytest -q -m browser tests/browser

lock: $(INSTALLED)  ## write the lock anew from pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/python -m piptools compile --quiet --extra dev --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml

clean:
	rm -rf .venv data

$(INSTALLED): requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	touch $(INSTALLED)

$(AXE):
	mkdir -p .make/axe-core
	cd .make/axe-core && npm pack --silent axe-core@4.14.1 && tar -xzf axe-core-4.14.1.tgz
