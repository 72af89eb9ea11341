"""Names: who says their own, who somebody is called, and which names a person has used."""

from __future__ import annotations

import re

from memory.caches import cached
from memory.models import Slot, Told
from memory.understand import slots
from memory.understand.calling import Called, Kinds, may_be_name
from memory.understand.sentences import Clause
from memory.understand.signs import without_opening
from memory.understand.words import ANIMALS, KIN, alternatives

_ASKS_NAME = re.compile(r"(?:what(?:'s| is) your name|your name|what (?:should|shall|can|may|do|would) (?:i|we|people|you)\b.*\bcall|call you|who are you|who am i)[^?.!]*\?", re.I)
_CALLED = re.compile(r"(?:(?:his|her) name(?:'s| is)|(?:he|she)(?:'s| is) (?:called|named)) (?P<name>[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?)(?: btw| by the way)?[.! ]*$", re.I)
_INTRODUCTION = re.compile(r"^(?:(?:hi|hey|hello|oh|yes|well|so|and|ok|okay|good \w+)\b[\s,.!-]*)*(?:i'm|i am|im|this is) (?P<name>(?-i:[A-ZÀ-Þ])[\w'-]{1,20}(?: (?-i:[A-ZÀ-Þ])[\w'-]+)?)(?=$|[,.!]| and\b| btw\b| by the way\b| here\b)", re.I)
_HERE = re.compile(r"^(?:(?:hi|hey|hello|oh|so|and|ok|okay|good \w+)\b[\s,.!-]*)*(?!(?:now|rain|snow|sun|winter|summer|spring|autumn|mum|dad|all|same|nothing|nobody|everyone)\b)(?P<name>(?-i:[A-ZÀ-Þ])[\w'-]{1,20}) here(?: again)?(?=$|[,.!])", re.I)
""" "Sven here"."""
_ONLY_IS = re.compile(rf"\b(?:{alternatives([*KIN, *ANIMALS])})(?:'s| is) (?-i:[A-Z])", re.I)
_SENTENCE_END = re.compile(r"[.!?…](?:\s+|$)|\n+")
_NAMING = frozenset({"be", "have", "get", "call", "name", "this", "'s", "'ve", "law", "ex", "best"})
"""Words that say no more of somebody than who they are."""


def asks_name(line: str | None) -> bool:
    """Whether a line of the bot's asks what to call the person."""
    return line is not None and _ASKS_NAME.search(line.replace("\u2019", "'")) is not None


def told_name(message: str, called: Called) -> Told:
    """The name as something that was told, with the sentence that it stands in."""
    at = message.lower().find(called.name.lower().split()[-1])
    start = max((end.end() for end in _SENTENCE_END.finditer(message, 0, max(at, 0))), default=0)
    following = _SENTENCE_END.search(message, max(at, 0))
    quote = message[start : following.start() if following and at >= 0 else len(message)].strip()
    return Told(quote or message.strip(), f"Your name is {called.name}", "self", Slot("self", None, "name", called.name))


def introduced(clause: Clause, kinds: Kinds) -> str | None:
    """ "I'm Mira": a proper noun that is no nationality, faith or mood."""
    text = without_opening(clause.text)
    match = _INTRODUCTION.match(text) or _HERE.match(text)
    if match is None or not match["name"][0].isupper() or match["name"].lower().split()[0] in slots.NOT_NAMES:
        return None
    token = next((t for t in clause.tokens if t.text == match["name"].split()[0]), None)
    if not may_be_name(match["name"], kinds):
        return None
    if token is None or token.pos_ not in {"PROPN", "NOUN"} and token.tag_ != "NNP" or text.isupper():
        return None
    return match["name"]


@cached(20_000)
def names_in(quote: str) -> frozenset[str]:
    """Words with a capital within a sentence: the names that the person used."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-ZÀ-Þ][a-zà-ÿ]{2,20}\b", quote))


def tells_more(clause: Clause, slot: Slot) -> bool:
    """Beside the name: "my boss Karen is on holiday", "I had a dog called Moss", but not "my boss is Karen"."""
    said = set((slot.value or "").lower().split()) | _NAMING
    return any(
        token.pos_ in {"NOUN", "PROPN", "VERB", "AUX", "NUM"} and not said & {token.lower_, token.lemma_.lower()}
        or token.lemma_ == "have" and token.tag_ == "VBD"
        for token in clause.tokens
        if slot.relation not in {KIN.get(token.lower_), ANIMALS.get(token.lower_)}
        and not (token.dep_ == "compound" and token.head.lower_ in KIN)
    )


def called(text: str) -> str | None:
    """The name in "his name's Baxter", "she's called Mei"."""
    match = _CALLED.match(without_opening(text))
    return slots.cased(match["name"], "name") if match else None


def only_is(text: str) -> bool:
    """ "My sister is Deaf" has the form of "my sister is Ines": said back as it stands, it is right of both."""
    return bool(_ONLY_IS.search(text))
