# `make help` lists what each target does.
PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: help setup run test check format audit bench fuzz chaos rules rule-try messages pictures lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## create .venv with the locked dependencies and the project

$(STAMP): requirements-dev.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Digest needs Python 3.11 or newer: no $(PYTHON) found (set PYTHON=…)"; exit 2; }
	@echo "installing the locked dependencies into $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

run: $(STAMP) ## start the whole product with a demo to play with
	@exec $(BIN)/digest demo

test: $(STAMP) ## run every test
	@$(BIN)/python -m pytest -n 3 --dist worksteal

check: $(STAMP) ## format, lint, types, imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(STAMP) ## format and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

audit: $(STAMP) ## run the shared checks where DIGEST_SHARED points at them
	@$(BIN)/python -m pytest -n 2 tests/audit

bench: $(STAMP) ## measure how fast we are, against what (BENCH=reading for one)
	@$(BIN)/python -m tests.benchmarks $(BENCH)

rules: $(STAMP) ## write docs/lint.md again, from the docstrings of the rules
	@$(BIN)/python -m pytest -q tests/docs/test_lint.py --update-golden

rule-try: $(STAMP) ## list what rule CODE finds in PATHS, else in the corpus at DIGEST_SHARED
	@$(BIN)/digest lint --select $(CODE) --fail-on never $(or $(PATHS),$(DIGEST_SHARED)/corpus/markdown)

pictures: $(STAMP) ## take the pictures of mails in docs/images anew
	@$(BIN)/python -m tests.pictures

messages: $(STAMP) ## bring templates/locale up to date with the sentences there are (NEW=fr begins one)
	@$(BIN)/python -m tests.translations $(NEW)

fuzz: $(STAMP) ## feed the readers with what nobody would write (SECONDS=600)
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),600)

chaos: $(STAMP) ## kill and freeze processes while work goes on, then count (SECONDS=300 RUNS=1 REPLIERS=60)
	@$(BIN)/python -m tests.chaos --seconds $(or $(SECONDS),300)
	@$(BIN)/python -m tests.chaos.letters --runs $(or $(RUNS),1)
	@$(BIN)/python -m tests.chaos.repliers --seconds $(or $(REPLIERS),60)

lock: ## pin every dependency again, with hashes (needs uv)
	@uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header \
	  --no-annotate --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements.lock
	@uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-header \
	  --no-annotate --no-emit-index-url --no-emit-find-links -q -c requirements.lock -o requirements-dev.lock
	@sed -n 's/^requires = \["\(.*\)"\]$$/\1/p' pyproject.toml | uv pip compile - --generate-hashes --universal \
	  --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q \
	  -c requirements-dev.lock -o requirements-build.lock

clean: ## remove what was built and every demo's state
	@rm -rf $(VENV) var dist
