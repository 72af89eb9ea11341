# `make run` and `make test` do all the set-up they need.
PYTHON ?= python3
export OMP_NUM_THREADS ?= 1
# `make run BOT=folder` runs a bot of your own; `make new NAME=folder` begins one.
ifdef BOT
export RETOLD_BOT := $(BOT)
endif

.PHONY: setup run test lint bench lock new train

setup:
	@$(PYTHON) scripts/setup.py

run: setup
	@exec .venv-memory/bin/python scripts/run.py

test: setup
	@.venv-memory/bin/python scripts/test.py

lint:
	@scripts/lint.sh

new:
	@$(PYTHON) scripts/new.py $(NAME)

bench: setup
	@.venv-memory/bin/python -m benchmarks

# Needs the extra `train`; see training/README.md.
train: setup
	@.venv-memory/bin/python -m training.reader && .venv-memory/bin/python -m memory.reading.taught.export
	@.venv-memory/bin/python -m training.sensitive && .venv-memory/bin/python -m training.requests
	@.venv-memory/bin/python -m training.pairs

lock:
	@scripts/lock.sh
