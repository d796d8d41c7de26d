# GNU make. `make` alone lists the targets; CI calls the same ones.

VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-dev.txt
STAMP := $(VENV)/.installed

# The first Python that runs and is new enough; make PYTHON=/path/to/python overrides it.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV ?= $(shell command -v uv || echo pipx run uv)
# What pytest is to run: make test T=tests/checks, make test T="-k mac".
T ?=

.PHONY: help
help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: $(STAMP) ## compile catalog/ into clusters/
	$(BIN)/vmgen build

.PHONY: test
test: $(STAMP) ## run the tests; T= selects
	$(BIN)/pytest $(T)

.PHONY: check
check: lint ## everything that CI runs: lint, then the tests with branch coverage
	$(BIN)/pytest --cov --cov-report=term $(T)

.PHONY: lint
lint: $(STAMP) ## format, rules, types, architecture, and whether what is generated is fresh
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m vmgen.dev.generate --check
	$(BIN)/vmgen check
	$(BIN)/vmgen build --check

.PHONY: fix
fix: $(STAMP) ## format, and apply the safe fixes
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

.PHONY: update
update: $(STAMP) ## rewrite snapshots and golden trees, then show what changed
	@$(BIN)/pytest --snapshot-update $(T); status=$$?; \
		git --no-pager diff --stat -- tests; git ls-files --others --exclude-standard -- tests; exit $$status

.PHONY: generate
generate: $(STAMP) ## rewrite schemas/ and the generated documentation
	$(BIN)/python -m vmgen.dev.generate

.PHONY: bench
bench: $(STAMP) ## measure the compiler against its floor
	$(BIN)/python tests/bench/run.py

.PHONY: conformance
conformance: $(STAMP) ## compare with the real programs: pinned ones, built with Go where there is Go
	@$(BIN)/python tests/conformance/tools.py
	@command -v npm >/dev/null || echo "npm is not installed: the tests of the editor are skipped"
	@$(BIN)/pytest -m conformance $(T) || { status=$$?; test $$status -eq 5 && echo "there is no conformance test"; }

.PHONY: setup
setup: $(STAMP) ## create .venv and install the Git hooks
	$(BIN)/pre-commit install

.PHONY: lock
lock: ## write the lock anew with uv; UPGRADE=--upgrade takes newer versions
	$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--quiet $(UPGRADE) --output-file $(LOCK)

.PHONY: clean
clean: ## remove .venv and every cache
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov dist .vmgen

# The build backend is in the lock, so that nothing here needs the network once the lock is installed.
$(STAMP): $(LOCK) pyproject.toml
	@test -n "$(PYTHON)" || { echo "vmgen needs Python 3.11 or newer: make PYTHON=/path/to/python" >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv --clear $(VENV)
	$(PIP) install --require-hashes --requirement $(LOCK)
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
