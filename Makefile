# `make run` and `make test` do all the set-up they need.
PYTHON ?= python3
export OMP_NUM_THREADS ?= 1

.PHONY: setup run test lint bench lock

setup:
	@$(PYTHON) scripts/setup.py

run: setup
	@exec .venv-memory/bin/python scripts/run.py

test: setup
	@scripts/test.sh

lint:
	@scripts/lint.sh

bench: setup
	@.venv-memory/bin/python -m benchmarks

lock:
	@scripts/lock.sh
