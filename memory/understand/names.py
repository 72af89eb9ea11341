"""Names: who says their own, who somebody is called, and which names a person has used."""

from __future__ import annotations

import re

from memory.caches import cached
from memory.models import Slot, Told
from memory.understand import capture, slots
from memory.understand.sentences import Clause
from memory.understand.signs import without_opening
from memory.understand.words import ANIMALS, KIN, alternatives

_ASKS_NAME = re.compile(r"(?:what(?:'s| is) your name|your name|what (?:should|shall|can|may|do|would) (?:i|we|people|you)\b.*\bcall|call you|who are you|who am i)[^?.!]*\?", re.I)
_CALLED = re.compile(r"(?:(?:his|her) name(?:'s| is)|(?:he|she)(?:'s| is) (?:called|named)) (?P<name>[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)?)(?: btw| by the way)?[.! ]*$", re.I)
_INTRODUCTION = re.compile(r"^(?:(?:hi|hey|hello|oh|yes|well|so|and|ok|okay|good \w+)\b[\s,.!-]*)*(?:i'm|i am|im|this is) (?P<name>(?-i:[A-ZÀ-Þ])[\w'-]{1,20}(?: (?-i:[A-ZÀ-Þ])[\w'-]+)?)(?=$|[,.!]| and\b| btw\b| by the way\b| here\b)", re.I)
_HERE = re.compile(r"^(?:(?:hi|hey|hello|oh|so|and|ok|okay|good \w+)\b[\s,.!-]*)*(?!(?:now|rain|snow|sun|winter|summer|spring|autumn|mum|dad|all|same|nothing|nobody|everyone)\b)(?P<name>(?-i:[A-ZÀ-Þ])[\w'-]{1,20}) here(?: again)?(?=$|[,.!])", re.I)
""" "Sven here"."""
_ONLY_IS = re.compile(rf"\b(?:{alternatives([*KIN, *ANIMALS])})(?:'s| is) (?-i:[A-Z])", re.I)
_NAMING = frozenset({"be", "have", "get", "call", "name", "this", "'s", "'ve", "law", "ex", "best"})
"""Words that say no more of somebody than who they are."""


def answer_with_name(message: str, in_reply_to: str | None) -> Told | None:
    """A bare "Mira" in reply to a line that asks what to call the person."""
    if not in_reply_to or not _ASKS_NAME.search(in_reply_to.replace("\u2019", "'")):
        return None
    match = re.fullmatch(r"(?:(?:hi|hey|hello|oh|sure|ok|okay|yes|well|um+)\b[,.! ]*)*(?:it's|it is|i'm|i am|im|this is|just|the name's|name's)? {0,3}"
                         r"(?P<name>[^\W\d_][\w'-]*(?: (?!(?:here|again|btw|please|now)\b)[^\W\d_][\w'-]*)?)(?: (?:here|again|btw|please|now))? {0,3}[.!]*", message.strip(), re.I)
    if match is None:
        return None
    name = match["name"]
    if name.lower().split()[0] in slots.NOT_NAMES or capture.is_empty_answer(name):
        return None
    name = name if any(mark.isupper() for mark in name) else name.title()
    return Told(message.strip(), f"Your name is {name}", "self", Slot("self", None, "name", name))


def introduced(clause: Clause) -> str | None:
    """ "I'm Mira": a proper noun that is no nationality, faith or mood."""
    text = without_opening(clause.text)
    match = _INTRODUCTION.match(text) or _HERE.match(text)
    if match is None or not match["name"][0].isupper() or match["name"].lower().split()[0] in slots.NOT_NAMES:
        return None
    token = next((t for t in clause.tokens if t.text == match["name"].split()[0]), None)
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
