# Two commands on a fresh machine with Python 3.11+ and nothing else: `make run` and `make test`.
# Everything lands in .venv/ and instance/; deleting both starts over.

PORT ?= 8000
PYTEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TEMPLATES := templates
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check format screenshots docs catalogues lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: $(VENV)/runtime-ready ## environment, database, demonstration data, server on http://127.0.0.1:PORT (8000 by default)
	@EXCHANGE_BASE_URL=$${EXCHANGE_BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/exchange demo
	@EXCHANGE_BASE_URL=$${EXCHANGE_BASE_URL:-http://127.0.0.1:$(PORT)} \
		EXCHANGE_LOG_LEVEL=$${EXCHANGE_LOG_LEVEL:-WARNING} \
		exec $(BIN)/exchange serve --host 127.0.0.1 --port $(PORT) --work

test: $(VENV)/test-ready ## environment and the whole test suite (PYTEST_ARGS="-k claims" narrows it)
	@exec $(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

check: $(VENV)/test-ready ## style, types, templates, import contracts, architecture tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(BIN)/djlint --quiet --check $(TEMPLATES)
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 0 tests/architecture

format: $(VENV)/test-ready ## rewrite Python and templates in the house's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --quiet --reformat $(TEMPLATES)

screenshots: $(VENV)/test-ready ## pictures of the main pages into screenshots/ (needs Chromium)
	$(BIN)/python -m tools.screenshots

docs: $(VENV)/test-ready ## rewrite the generated pages under docs/
	$(BIN)/python -m tools.generate_permissions

catalogues: $(VENV)/test-ready ## collect the sentences to translate
	$(BIN)/python -m tools.catalogues

lock: $(VENV)/test-ready ## resolve the versions of pyproject.toml anew (UPGRADE=--upgrade takes the newest)
	$(LOCK) $(UPGRADE) --extra build --extra test --output-file requirements-test.lock
	$(LOCK) $(UPGRADE) --extra build --constraint requirements-test.lock --output-file requirements.lock

clean: ## remove the environment and what tools leave behind; instance/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment is ready once its stamp is newer than its lock. The test lock holds the runtime lock's
# versions and more, so one environment serves both.
$(VENV)/bin/python:
	@python=$$(sh tools/find_python.sh) && echo "Building $(VENV)/ with $$python" && "$$python" -m venv $(VENV)

$(VENV)/runtime-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked packages"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test-ready: requirements-test.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked packages, those of the tests among them"
	@$(PIP) install --require-hashes --requirement requirements-test.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/runtime-ready
