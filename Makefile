# `make demo` and `make test` work from a fresh clone with Python 3.11+ (python3-venv) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help demo test check check-all format docs lock bench clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

demo: $(VENV)/run ## install, run the main job on examples/, write report.html
	@mkdir -p build
	$(BIN)/concord build examples/pakistan --record build/demo.db --report report.html
	@echo
	@echo "Open report.html in a browser. Next: $(BIN)/concord --help, docs/tutorial.md,"
	@echo "or your own folder: $(BIN)/concord build FOLDER"

test: $(VENV)/dev ## install what the tests need and run them
	$(BIN)/pytest -n auto --dist loadgroup

check: $(VENV)/dev ## format, lint, types, import rules, tests on SQLite, docs in step
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup -m "not postgresql and not browser"

check-all: check bench ## check, with PostgreSQL, the browser tests and the benchmarks at a small size
	CONCORD_REQUIRE_SERVICES=1 $(BIN)/pytest -n auto --dist loadgroup -m "postgresql or browser"

format: $(VENV)/dev ## rewrite the code in the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/dev ## rewrite what is generated in docs (command line, codebook, output of sessions)
	$(BIN)/python -m tools.write_docs

bench: $(VENV)/dev ## every benchmark whose data is at hand
	$(BIN)/python -m benchmarks

lock: ## write requirements/*.txt anew (needs uv)
	requirements/lock

clean: ## remove what the targets made
	rm -rf $(VENV) build report.html

# A stamp for each set of packages: the lock with hashes, then the package itself, editable.
# A machine may name a default package folder of its own to pip; only the index and the hashes count.
$(VENV)/run $(VENV)/dev: $(VENV)/%: requirements/%.txt pyproject.toml | $(VENV)/bin/python
ifneq ($(UV),)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r $<
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
endif
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Concord needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
ifneq ($(UV),)
	$(UV) venv --quiet --python $(PYTHON) $(VENV)
else
	$(PYTHON) -m venv $(VENV)
endif
