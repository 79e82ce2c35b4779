# LSTM Lab: `make run` starts the app, `make test` runs all the tests. Both set up what is missing.

PYTHON3 ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
LOCKS := requirements.txt requirements-dev.txt
INSTALLED := $(VENV)/.installed

# What a target passes on: ARGS to the program it starts, PYTEST_ARGS to pytest; WORKERS is the
# number of processes that share the tests, none by default.
ARGS ?=
PYTEST_ARGS ?=
WORKERS ?=
PYTEST := $(PYTHON) -m pytest $(if $(WORKERS),-n $(WORKERS)) $(PYTEST_ARGS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-fast lint format bench screenshots lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

setup: $(INSTALLED)  ## make .venv and put in what the system lacks
	@$(PYTHON) tools/system_libraries.py $(LIBRARIES_FOR)

run: setup  ## start the app; options for it: make run ARGS="--pattern 0011"
	$(PYTHON) main.py $(ARGS)

test test-fast: LIBRARIES_FOR := --tests
test test-fast: export QT_QPA_PLATFORM ?= offscreen
# Many tests start a program; where it may not keep what it has compiled, each compiles it anew.
test test-fast: export PYTHONDONTWRITEBYTECODE :=
# Products are rounded alike on every processor of this family: where losses fall steeply, a
# training that is compared with one written down would go another way on a newer one.
ifeq ($(shell uname -m),x86_64)
test test-fast: export OPENBLAS_CORETYPE ?= Haswell
endif

test: setup  ## run all the tests; options for pytest: PYTEST_ARGS="-k pause", WORKERS=2
	$(PYTEST)

test-fast: setup  ## run the tests that take no seconds
	$(PYTEST) -m "not slow"

lint: $(INSTALLED)  ## check style, format and types
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

format: $(INSTALLED)  ## bring the code into its format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: setup  ## list the benchmarks; run one of them: make bench NAME=learning
ifdef NAME
	$(PYTHON) -m benchmarks.$(NAME) $(ARGS)
else
	@cd benchmarks && for file in [!_]*.py; do echo "make bench NAME=$${file%.py}"; done
endif

screenshots: setup  ## take the pictures of the README again
	$(PYTHON) -m docs.screenshots $(ARGS)

lock:  ## pin the requirements anew (needs uv); take newer ones: make lock ARGS=--upgrade
	uv pip compile --universal --python-version 3.11 requirements.in -o requirements.txt $(ARGS)
	uv pip compile --universal --python-version 3.11 requirements-dev.in -o requirements-dev.txt $(ARGS)

clean:  ## remove .venv and all caches
	rm -rf $(VENV) .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

define CHECK_PYTHON
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("LSTM Lab needs Python 3.11, 3.12 or 3.13, those TensorFlow is made for. This is %s. "
             "To use another one: make PYTHON3=python3.13" % sys.version.split()[0])
endef
define CHECK_VENV
try:
    import ensurepip, venv
except ImportError:
    raise SystemExit("This Python cannot make environments. Debian, Ubuntu: apt install python3-venv")
endef
export CHECK_PYTHON CHECK_VENV

# A .venv without this file was interrupted, and one older than the locks is not what they say:
# either is made anew. So is one whose Python is gone or broken, after an upgrade of the system.
$(INSTALLED): $(LOCKS)
	@$(PYTHON3) -c "$$CHECK_PYTHON"
	@$(PYTHON3) tools/system_libraries.py $(LIBRARIES_FOR)
	@$(PYTHON3) -c "$$CHECK_VENV"
	$(PYTHON3) -m venv --clear $(VENV)
	$(PYTHON) -m pip install --only-binary :all: $(LOCKS:%=-r %)
	touch $@

ifneq ($(shell $(PYTHON) -c 'print("runs")' 2>/dev/null),runs)
.PHONY: $(INSTALLED)
endif
