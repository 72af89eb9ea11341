"""Whom "he" and "she" mean: one of the person's own, where it can be but one of those spoken of; else nobody is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from memory.models import Memory
from memory.understand.capture import opened
from memory.understand.sentences import Clause
from memory.understand.words import ANIMALS, KIN, alternatives

if TYPE_CHECKING:
    from spacy.tokens import Token

SAME_TALK = timedelta(hours=1)
"""Somebody told of within this time may be meant."""

MEN = frozenset(["brother", "father", "stepfather", "husband", "boyfriend", "son", "grandfather", "uncle", "nephew", "son-in-law", "father-in-law", "brother-in-law"])
WOMEN = frozenset(["sister", "mother", "stepmother", "wife", "girlfriend", "daughter", "grandmother", "aunt", "niece", "daughter-in-law", "mother-in-law", "sister-in-law"])
OTHER_MEN = frozenset(["guy", "man", "boy", "bloke", "lad", "fella", "dude", "chap"])
OTHER_WOMEN = frozenset(["woman", "girl", "lady", "lass"])
OTHERS = frozenset(["someone", "somebody", "landlord", "stranger", "customer", "client", "student", "nurse", "vet", "priest", "guest"])

_OWN = re.compile(rf"\b(?:my|our|(?:have|has|had|got|'ve|own|adopted|rescued|bought) (?:an?|one|this)) (?:\w+ ){{0,2}}?((?:host|foster|birth|adoptive|real|second|third|middle|other|god|half|step|ex)[- ])?({alternatives([*KIN, *ANIMALS])})\b(?! (?:{alternatives([*KIN, *ANIMALS])})\b)", re.I)
_PRONOUN = re.compile(r"^(?:(?P<he>he|his)|(?P<she>she|her))\b", re.I)


class Antecedents:
    """Follows a message clause by clause. `latest` is who was spoken of last, by relation ("sister", "dog")."""

    def __init__(self, line_before: str, known: Sequence[Memory], sent_at: datetime) -> None:
        self._people = _own_people(line_before)
        self._others: set[str] = set()
        self._known, self._sent_at = known, sent_at
        self.latest = next(reversed(self._people), None)
        self._goes_on = not self._people

    def look_back(self, clause: Clause) -> None:
        """For a message that begins with "he" or "she": those told of before."""
        if self.latest is None and _PRONOUN.match(opened(clause.text)):
            related = [(memory.told_at, memory.slot.relation) for memory in self._known if memory.slot and memory.slot.relation]
            self.latest = max(related)[1] if related else None
            self._people = {who: who for at, who in related if self._sent_at - at <= SAME_TALK}

    def meant(self, clause: Clause) -> tuple[str, str] | None:
        """Whom the "he" or "she" that begins a clause means, as (relation, what to call them: "dog", "beagle")."""
        pronoun = _PRONOUN.match(opened(clause.text))
        if pronoun is None or ("he" if pronoun["he"] else "she") in self._others:
            return None
        fitting = self._people.keys() - (WOMEN if pronoun["he"] else MEN)
        if len(fitting) != 1:
            return None
        (who,) = fitting
        word = self._people[who]
        return who, who if word.endswith("s") and word != "boss" else word

    @property
    def may_go_on_about_another(self) -> bool:
        """Whether a left-out subject can be somebody else's, for what stood before did not say "I": "Didn't get it. Gave it to some lad"."""
        return not self._goes_on

    def note(self, clause: Clause) -> None:
        """Remember whom a clause speaks of, once it is read."""
        pronoun = _PRONOUN.match(opened(clause.text))
        if pronoun and self.meant(clause):  # a cousin who is "she" is not the "he" that follows
            self._others.add("she" if pronoun["he"] else "he")
        for at, token in enumerate(clause.tokens):
            if token.lower_ in OTHERS or token.tag_ == "POS" and _is_somebody(token.head.head) or token.pos_ == "PROPN" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "conj"} and not _names_own(clause, at):
                self._others |= {"he", "she"}
            elif token.lower_ in OTHER_MEN | OTHER_WOMEN:
                self._others.add("he" if token.lower_ in OTHER_MEN else "she")
        self._goes_on = any(token.lower_ in {"i", "we", "im", "ive"} for token in clause.tokens)
        found = _own_people(clause.text)
        self._people |= found
        self.latest = next(reversed(found), self.latest)


def _is_somebody(token: Token) -> bool:
    """ "My mum's friend", "my dad's carer", not "my gran's cooking"."""
    return token.lower_ in KIN or token.lower_ in OTHERS | OTHER_MEN | OTHER_WOMEN or token.lower_.endswith(("er", "or", "ist", "ian"))


def _subject(clause: Clause) -> Token | None:
    return next((token for token in clause.tokens if token.dep_ in {"nsubj", "nsubjpass"}), None)


def _names_own(clause: Clause, at: int) -> bool:
    """The name stands behind the relation: "my cousin Precious", "a beagle called Biscuit"."""
    before = clause.tokens[at - 1].lower_ if at else ""
    return before in KIN or before in ANIMALS or before in {"called", "named", "is", "'s"}


def _own_people(text: str) -> dict[str, str]:
    """Whom of their own a text speaks of, with the word used for each, in the order of the text."""
    found = _OWN.findall(text.replace("Your", "my").replace("your", "my"))
    return {KIN.get(word.lower()) or ANIMALS[word.lower()]: (which + word).lower() for which, word in found}
