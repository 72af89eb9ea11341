#!/bin/sh
# Style and types; part of the tests.
set -eu
cd "$(dirname "$0")/.."
.venv-memory/bin/ruff check .
.venv-memory/bin/ruff format --check .
.venv-memory/bin/mypy
