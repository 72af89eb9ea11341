"""The clock by which everybody in these tests talks: it begins on the same day, whatever day they run."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""A Saturday."""


class Clock:
    """Goes on from the moment to which it was set."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.set(moment)

    def __call__(self) -> datetime:
        return self._set_to + timedelta(seconds=time.monotonic() - self._set_at_s)

    def set(self, moment: datetime) -> None:
        self._set_to, self._set_at_s = moment, time.monotonic()

    def advance(self, **by: float) -> None:
        self.set(self() + timedelta(**by))


CLOCK = Clock()
"""One for the service and for those who talk to it; each test begins with it at noon."""
