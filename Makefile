# What a person types. Nothing is needed but make and Python 3.11 or later; `make help` says what there is.
# Each folder of tools is installed once and again only where its lock or the project's own metadata changed, so that everything works offline after the
# first time.

# The newest Python first, but 3.14 last: not every peer of the benchmarks has a wheel for it.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
GOLD ?=
STORIES ?=
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help install run demo test test-system soak check eval bench lock lock-check clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

install: .venv/.installed ## make the environment and put alliance-desk into .venv/bin

run: install ## run the desk: console and page on http://127.0.0.1:8080
	@$(BIN)/alliance-desk run

demo: install ## show the desk at work on a newsroom of its own, in half a minute
	@$(BIN)/alliance-desk demo

test: .venv/.installed-dev ## run the tests (pure Python)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

test-system: .venv/.installed-dev system-packages ## run the tests that need a browser, container tools or ../shared
	$(BIN)/python -m pytest -m system -n $(WORKERS) --dist loadgroup

soak: .venv/.installed-dev ## run the long versions of the tests
	$(BIN)/python -m pytest -m soak -n $(WORKERS) --dist loadgroup -rP

check: .venv/.installed-dev ## lint, types, import contract, Dockerfile, locks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m tests.locks

eval: .venv/.installed-dev ## score the analysis on labelled articles and stories (GOLD=file, STORIES=file: on those), write docs/accuracy.md
	$(BIN)/python -m tests.eval.score $(GOLD) --page docs/accuracy.md
	$(BIN)/python -m tests.eval.stories.score $(STORIES)
	$(BIN)/python -m tests.eval.stories.news

bench: .venv/.installed-bench ## measure speed and size, each beside its floor or peer
	@for file in benchmarks/*.py; do case $$file in */_*) ;; *) echo "== $$file" && $(BIN)/python $$file || exit 1;; esac; done

lock: ## resolve the dependencies anew into the locks
	for part in "requirements.lock build" "requirements-dev.lock build dev" "requirements-bench.lock build dev bench"; do set -- $$part; file=$$1; shift; \
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	$$(printf -- '--extra %s ' "$$@") --output-file $$file pyproject.toml || exit 1; done

lock-check: .venv/.installed-dev ## see that every locked package has a wheel for each Python (needs the network)
	@for version in 3.11 3.12 3.13 3.14; do echo "Python $$version" && $(BIN)/uv pip compile --quiet --python-version $$version \
	--python-platform x86_64-unknown-linux-gnu --only-binary :all: --no-header --no-annotate --output-file /dev/null requirements-dev.lock || exit 1; done

clean: ## take away the environment and what tools left
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: system-packages
system-packages:
	@missing=; for pair in chromium:chromium chromedriver:chromium-driver buildah:buildah podman:podman runc:runc catatonit:catatonit mmdebstrap:mmdebstrap; do \
	command -v $${pair%%:*} >/dev/null 2>&1 || missing="$$missing $${pair##*:}"; done; \
	fc-list :lang=ko 2>/dev/null | grep -q . || missing="$$missing fonts-nanum fontconfig"; \
	if [ -n "$$missing" ]; then \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then echo "Install these Debian packages first:$$missing" >&2; exit 1; fi; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi

.venv/.python:
	@test -n "$(PYTHON)" || { echo "Alliance Desk needs Python 3.11 or later. Install one, or name it: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is not Python 3.11 or later, which Alliance Desk needs. Name another: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: requirements.lock pyproject.toml | .venv/.python
	@test -e .venv/.installed-dev -o -e .venv/.installed-bench || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q bot handlers
	@touch $@

.venv/.installed-dev: requirements-dev.lock pyproject.toml | .venv/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q bot handlers
	@touch $@ .venv/.installed

.venv/.installed-bench: requirements-bench.lock pyproject.toml | .venv/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q bot handlers
	@touch $@ .venv/.installed-dev .venv/.installed
