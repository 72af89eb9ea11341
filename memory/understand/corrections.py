"""Corrections of what was told: "not Porto but Braga", "no wait, Leeds"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from memory.models import Memory, Told
from memory.understand import slots
from memory.understand.antecedents import SAME_TALK
from memory.understand.sentences import Clause

_NOT_BUT = re.compile(r"\bnot (?:in |at |from )?(?P<wrong>[\w' -]{2,40}?),? (?:but|it's|it is|i said|i meant)(?: in| at| from)? (?P<right>[\w' -]{2,40}?)[.!]*$|"
                      r"\b(?P<right2>[\w'-]{2,40}),? not (?P<wrong2>[\w'-]{2,40})[.!]*$", re.I)
_INSTEAD = re.compile(r"^(?:(?:no|wait|sorry|oops|actually|scratch that|i mean|i meant|make that|it's)\b[\s,.!-]*){2,}(?:in |at |from )?(?P<right>(?-i:[A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+){0,2}))[.!]*$|"
                      r"^(?:i mean|i meant|make that|sorry)[\s,]+(?P<right2>(?-i:[A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+){0,2}))[.!]*$", re.I)
""" "No wait, Leeds": a name alone, in place of the one told just before."""


def correct(clause: Clause, quote: str, known: Sequence[Memory], sent_at: datetime) -> list[Told]:
    """ "Not Porto but Braga" corrects the memory whose slot holds Porto; "no wait, Braga" the one told just before."""
    match = _NOT_BUT.search(clause.text)
    if match is None:
        return _instead(clause, quote, known, sent_at)
    wrong, right = (match["wrong"] or match["wrong2"]).strip().lower(), (match["right"] or match["right2"]).strip()
    for memory in known:
        slot = memory.slot
        if slot and slot.value and slot.value.lower() == wrong:
            right = slots.cased(right, slot.attribute)
            statement = re.sub(rf"\b{re.escape(slot.value)}\b", right, memory.statement, flags=re.I)
            return [Told(quote, statement, memory.category, replace(slot, value=right), None, memory.sensitivity, "corrects")]
    return []


def _instead(clause: Clause, quote: str, known: Sequence[Memory], sent_at: datetime) -> list[Told]:
    match = _INSTEAD.match(clause.text)
    right = match and (match["right"] or match["right2"])
    last = max((memory.told_at for memory in known), default=None)
    if not right or right.lower().split()[0] in slots.NOT_NAMES or last is None or sent_at - last > SAME_TALK:
        return []
    named = [(m, m.slot) for m in known if m.told_at == last and m.slot and m.slot.value and m.slot.attribute in {"name", "home", "origin", "employer", "school"}]
    if len(named) != 1:
        return []
    ((memory, slot),) = named
    statement = re.sub(rf"\b{re.escape(slot.value or '')}\b", right, memory.statement, flags=re.I)
    return [Told(quote, statement, memory.category, replace(slot, value=right), None, memory.sensitivity, "corrects")]
