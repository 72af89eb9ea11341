#!/bin/sh
# Style, types, and that every authored line is honest; part of the tests.
set -eu
cd "$(dirname "$0")/.."
.venv-memory/bin/ruff check .
.venv-memory/bin/ruff format --check .
.venv-memory/bin/mypy
.venv-memory/bin/python -m actions.honesty
