#!/bin/sh
# All tests: style and types, each package in its own environment, Rasa's own checks, and the journeys through both.
# In two halves side by side, one for each core; what the second prints comes when it is done.
set -eu
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1 RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1

printed=$(mktemp)
(
    set -e
    .venv-rasa/bin/python -m pytest tests/bot "$@"
    .venv-memory/bin/python scripts/rasa_checks.py
    .venv-memory/bin/python -m pytest tests/journeys/slack tests/journeys/browser "$@"
) >"$printed" 2>&1 &
second=$!
trap 'pkill -P "$second" || true; rm -f "$printed"' EXIT

failed=0
{
    scripts/lint.sh &&
        .venv-memory/bin/python -m pytest tests/memory tests/actions tests/attacks tests/scripts "$@" &&
        .venv-memory/bin/python -m pytest tests/journeys --ignore tests/journeys/slack --ignore tests/journeys/browser "$@"
} || failed=1
wait "$second" || failed=1
cat "$printed"
exit "$failed"
