"""The days that words mean, and what comes again."""

from memory.reading.days.when import NEVER, When, read_when

__all__ = ["NEVER", "When", "read_when"]
