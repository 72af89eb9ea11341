"""What a clause asks of the memory."""

from __future__ import annotations

from memory.reading.facts import Facts
from memory.reading.reading import Asked, Reading, Span
from memory.reading.taught.tagged import AskTag

ATTRIBUTE, WHO, ALL = 0.4, 0.5, 0.5
"""From these probabilities on an attribute, somebody, or all there is, is asked for."""


def asked_of(tag: AskTag, facts: Facts, clause: Span) -> Asked:
    """The question as a reading has it."""
    sure = tag.who_probability >= WHO
    return Asked(
        who=facts.whom(tag.who, clause) if sure and tag.who not in ("me", "left_out") else None,
        of_person=tag.who == "me",
        attribute=tag.attribute if tag.attribute_probability >= ATTRIBUTE else None,
        type=tag.type,  # type: ignore[arg-type]
        time=tag.time,  # type: ignore[arg-type]
        all=tag.all >= ALL,
    )


def what_is_asked(reading: Reading) -> Asked | None:
    """What the surest question of a reading asks for; None where nothing in it asks the memory."""
    asks = [act for act in reading.acts if act.asked]
    return max(asks, key=lambda act: act.confidence).asked if asks else None
