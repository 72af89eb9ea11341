"""A reading as what was told, so that the service that stands works on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from memory.models import Memory, Refused, Slot, Told, Understood
from memory.reading.reading import KEPT, Context, Fact, Reading
from memory.reading.slotted import category_of, slot_of
from memory.reading.statement import by_quote, by_template
from memory.reading.whom import Somebody, Whom
from memory.understand.names import asks_name
from memory.understand.slots import Change

if TYPE_CHECKING:
    from spacy.language import Language

_NAMES = {"crime": "criminal record", "status": "immigration status"}

OPENING = 4
"""A pronoun within so many characters begins its quote ("so she"), and gives way to who is meant."""

SURE_OF_NAME = 0.7
"""Below this what may be the person's name waits for their word."""


def service_name(sensitive: str | None) -> str | None:
    """A kind of sensitive things as the service calls it."""
    return _NAMES.get(sensitive or "", sensitive)


def understood(reading: Reading, context: Context, *, known: Sequence[Memory], nlp: Language) -> Understood:
    """All that `reading` tells, in its order. Facts of one quote share its sentence, or have one of their own."""
    today = context.sent_at.astimezone(ZoneInfo(context.timezone)).date()
    whom = Whom(known)
    whom.look_ahead(fact for fact in reading.facts if fact.modality in KEPT)
    told: list[Told] = []
    unsure: Told | None = None
    for clause in reading.clauses:
        change: Change = "corrects" if any(act.name == "correct" for act in clause.acts) else "tells"
        kept = [
            (fact, whom.of(fact.who, reading) if fact.who else None) for fact in clause.facts if fact.modality in KEPT
        ]
        for quote, group in groupby(kept, key=lambda one: reading.words(one[0].quote)):
            for one in _told(quote, list(group), known, today, change, nlp):
                if any((one.statement, one.slot) == (other.statement, other.slot) for other in told):
                    continue
                told.append(one)
    if asks_name(context.in_reply_to):
        unsure = next((one for one in told if _is_unsure_name(one, reading)), None)
        told = [one for one in told if one is not unsure]
    refused = tuple(Refused("secret", kind) for kind in reading.secrets)
    return Understood(tuple(told), refused, unsure_name=unsure, sensitivity=service_name(reading.sensitivity))


def _is_unsure_name(one: Told, reading: Reading) -> bool:
    if one.slot is None or one.slot.key != ("self", "name"):
        return False
    sure = [fact.confidence for fact in reading.facts if fact.who is None and fact.attribute == "name"]
    return max(sure, default=0.0) < SURE_OF_NAME


def _told(
    quote: str,
    group: Sequence[tuple[Fact, Somebody | None]],
    known: Sequence[Memory],
    today: date,
    change: Change,
    nlp: Language,
) -> Iterator[Told]:
    """A sentence of its own for each fact that has one; for all others together the quote's."""
    sensitive = service_name(next((fact.sensitivity for fact, _ in group if fact.sensitivity), None))
    rest: list[tuple[Fact, Somebody | None]] = []
    for fact, somebody in group:
        statement = by_template(fact, somebody) if len(group) > 1 or fact.attribute == "name" else None
        if statement is None:
            rest.append((fact, somebody))
            continue
        slot, does = _slot(fact, somebody, quote, known, change)
        yield Told(quote, statement, category_of(fact, somebody, quote, today), slot, fact.about, sensitive, does)
    if not rest:
        return
    fact, somebody = max(rest, key=lambda one: (slot_of(one[0], one[1], quote) is not None, one[0].weight))
    opens = fact.who is not None and fact.who.pronoun and fact.who.words.start - fact.quote.start <= OPENING
    of_person = any(one.who is None for one, _ in group)
    statement = by_quote(quote, nlp, somebody if opens else None, of_another=not of_person and not somebody)
    if statement.startswith("You said:"):
        statement = by_template(fact, somebody) or statement
    slot, does = _slot(fact, somebody, quote, known, change)
    about = fact.about or next((one.about for one, _ in rest if one.about), None)
    yield Told(quote, statement, category_of(fact, somebody, quote, today), slot, about, sensitive, does)


def _slot(
    fact: Fact, somebody: Somebody | None, quote: str, known: Sequence[Memory], change: Change
) -> tuple[Slot | None, Change]:
    """What is denied ends what was told of it, and fills nothing where nothing was."""
    slot = slot_of(fact, somebody, quote)
    if slot is None or not fact.negated or slot.attribute == "dislikes":
        return slot, change
    held = (one.slot for one in known if one.slot and one.slot.key == slot.key)
    if any((one.value or "").lower() == (slot.value or "").lower() for one in held):
        return slot, "ends"
    return None, change
