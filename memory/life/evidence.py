"""What speaks for a fact having to do with an earlier one, in figures: the input of the taught linker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from memory.life.endings import ended_in
from memory.life.member import State
from memory.life.tables import ME, attribute
from memory.recall.lexical import stems

Figures = npt.NDArray[np.float32]

_ATTRIBUTES = [
    "event",
    "plan",
    "trip",
    "state",
    "health_event",
    "condition",
    "home",
    "job",
    "employer",
    "age",
    "name",
    "habit",
    "schedule",
    "owns",
    "money",
    "feeling",
    "other",
    "partner",
    "goal",
    "lives_with",
    "medicine",
    "shift",
    "school",
    "likes",
    "birthday",
    "plays",
    "worked",
    "relation",
    "studied",
    "skill",
    "child",
]
_MODALITIES = ("holds", "plan", "habit", "was", "wish")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)?")
_MANY_DAYS = 60.0
_NO_NEAR = (0.0, 0.0, 0.0, 0.0)
_ASKED = ("in line", "quote in line", "near", "near in line", "line near", "lines near", "shared", "rare shared",
          "rare in line")  # fmt: skip
"""Where the best of all earlier ones counts, too."""


@dataclass(frozen=True)
class New:
    """A fact that is being told, as far as it is compared: its state, the line that it answers, and how it is told.

    `corrects` says that its clause puts something right, `answers` that it answers the line, `place` which clause of
    the message it stands in. `names` are stems of what the one it is of is called, `names_of` those of all, by id.
    `near` are cosines by memory id: see `Nearness`.
    """

    state: State
    line: str | None = None
    corrects: bool = False
    answers: bool = False
    place: int = 0
    names: frozenset[str] = frozenset()
    names_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    near: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


def evidence(new: New, earlier: Sequence[State], now: datetime) -> Figures:
    """A row for each earlier state, which come in the order of telling; shape (len(earlier), n)."""
    told, rare = _told(new), _rarity(earlier)
    table = [told | _pair(new, old, now, rare) for old in earlier]
    _rank(earlier, table)
    return np.array([list(row.values()) for row in table], np.float32)


def _said(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one) if one else 0.0


def _rarity(earlier: Sequence[State]) -> dict[str, float]:
    """How much a word says of which earlier one is meant: 1 where one has it, less where many do."""
    count = Counter(word for old in earlier for word in _said(f"{old.value} {old.quote}"))
    most = np.log1p(len(earlier))
    return {word: float(np.log1p(len(earlier) / times - 1) / most) if most else 0.0 for word, times in count.items()}


def _told(new: New) -> dict[str, float]:
    """What is the same for all earlier ones."""
    state, value = new.state, _said(new.state.value)
    ends = ended_in(state.quote)
    return {
        "of me": state.who == ME,
        **{f"is {name}": state.attribute == name for name in _ATTRIBUTES},
        **{f"is {name} now": state.modality == name for name in _MODALITIES},
        "negated": state.negated, "line": bool(new.line), "value in line": _share(value, _said(new.line or "")),
        "numbers": bool(_NUMBER.search(state.value)), "dated": state.about is not None,
        "repeats": state.repeats is not None, "corrects": new.corrects, "answers": new.answers,
        "first": new.place == 0, "place": min(new.place, 4) / 4, "weight": state.weight / 3,
        "long": min(len(value), 8) / 8,
        "life": "life" in ends, "couple": "couple" in ends, "off": "off" in ends,
    }  # fmt: skip


def _pair(new: New, old: State, now: datetime, rare: Mapping[str, float]) -> dict[str, float]:
    state = new.state
    who, kind = state.who == old.who, state.attribute == old.attribute
    value, former, quote, before = map(_said, (state.value, old.value, state.quote, old.quote))
    line = _said(new.line or "")
    numbers, others = frozenset(_NUMBER.findall(state.value)), frozenset(_NUMBER.findall(old.value))
    near, near_in_line, line_near, lines_near = new.near.get(old.memory_id, _NO_NEAR)
    both, there = (value | quote) & (former | before), line & (former | before)
    days = max(0.0, (now - old.told_at).total_seconds() / 86400)
    about, day, today = state.about, old.about, now.date()
    return {
        "who": who, "attribute": kind, "who and attribute": who and kind, "family": state.family == old.family,
        "who and family": who and state.family == old.family, "old of me": old.who == ME,
        "names the other": not who and bool(new.names_of.get(old.who, frozenset()) & (quote | value)),
        "named by the other": not who and bool(new.names & (former | before)),
        "one at a time": attribute(state.attribute).one and who and kind,
        **{f"was {name}": old.attribute == name for name in _ATTRIBUTES},
        **{f"was {name} then": old.modality == name for name in _MODALITIES},
        "plan held": old.modality == "plan" and state.modality == "holds",
        "plan again": old.modality == "plan" and state.modality == "plan",
        "old negated": old.negated, "equal": value == former and bool(value),
        "in old": _share(value, former), "shared": _share(former, value), "in old quote": _share(value, before),
        "quote in old quote": _share(quote, before), "quote shares": _share(former, quote),
        "quotes share": _share(before, quote), "in line": _share(former, line), "quote in line": _share(before, line),
        "old numbers": bool(others), "same number": bool(numbers & others), "both numbers": bool(numbers and others),
        "near": near, "near in line": near_in_line, "line near": line_near, "lines near": lines_near,
        "rare shared": max((rare.get(word, 1.0) for word in both), default=0.0),
        "rare in line": max((rare.get(word, 1.0) for word in there), default=0.0),
        "rare sum": min(sum(rare.get(word, 1.0) for word in both), 3) / 3,
        "rare line sum": min(sum(rare.get(word, 1.0) for word in there), 3) / 3,
        "line names old": bool(new.names_of.get(old.who, frozenset()) & line),
        "line names new": bool(new.names & line),
        "this message": days < 0.0001, "this talk": days < 0.1, "days": min(days, _MANY_DAYS) / _MANY_DAYS,
        "long ago": float(np.log1p(days)) / 6,
        "old dated": day is not None, "same day": bool(about and day and about.from_ == day.from_),
        "another day": bool(about and day and about.from_ != day.from_),
        "day within": bool(about and day and day.from_ <= about.from_ and about.to <= day.to),
        "day over": bool(day and day.to < today), "day now": bool(day and day.from_ <= today <= day.to),
        "day near": bool(day and day.to != date.max and abs((day.to - today).days) < 4),
        "old repeats": old.repeats is not None, "repeats alike": bool(old.repeats and old.repeats == state.repeats),
        "old weight": old.weight / 3, "old long": min(len(former), 8) / 8,
        "lines share": _share(line, _said(old.in_reply_to or "")),
    }  # fmt: skip


def _rank(earlier: Sequence[State], table: Sequence[dict[str, float]]) -> None:
    """Adds how each stands among the others: how many of its kind were told since, and whether it is the nearest."""
    best = {name: max((row[name] for row in table), default=0.0) for name in _ASKED}
    since = {"all": 0, "who": 0, "who and attribute": 0, "plan": 0, "who's plan": 0}
    for old, row in zip(reversed(earlier), reversed(table), strict=True):
        plan = old.modality == "plan"
        kinds = {"all": True, "who": row["who"], "who and attribute": row["who and attribute"], "plan": plan,
                 "who's plan": plan and row["who"]}  # fmt: skip
        for name, of_it in kinds.items():
            row[f"since, {name}"] = min(since[name], 8) / 8
            row[f"last, {name}"] = bool(of_it) and since[name] == 0
            since[name] += bool(of_it)
        for name in _ASKED:
            row[f"best {name}"] = best[name] > 0 and row[name] == best[name]
            row[f"behind {name}"] = best[name] - row[name]
