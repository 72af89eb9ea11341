"""All rules for days that a text speaks of, in the order in which they are tried.

A new one is a new function with `@_rule` and an example, in the file of its kind. docs/days.md says what each phrase
means, said on which day. Words that leave two readings keep both.
"""

from __future__ import annotations

from memory.understand import day_dates, day_lengths, day_nearby, day_periods

RULES = (*day_dates.RULES, *day_nearby.RULES, *day_periods.RULES, *day_lengths.RULES)
