"""Says a fact to the person, out of the resolved picture: "Your sister Priya is an architect" from "shes an architect".

What would have to be guessed is quoted.
"""

from __future__ import annotations

import re
from typing import Protocol

from memory.life.member import Member
from memory.life.picture import pronoun_in
from memory.life.tables import ME, relation_in, relations
from memory.understand.rewrite import decapitalized


class Say(Protocol):
    """Says a text to the person; `subject` stands for the he or she that begins it. See `ReadingReader.say`."""

    def __call__(self, text: str, subject: str | None = None) -> str: ...


_SHORT = re.compile(r"^(she|he|they|it)['’]?(s|re|ll|d|ve)\b(?!['’])", re.I)
"""A pronoun run together with its verb. "shell" and "hell" are words, and "its" is "of it" as often as "it is"."""
_HAS = frozenset(
    {"been", "got", "had", "gone", "done", "become", "started", "moved", "left", "taken", "lost", "always"}
)
_FULL = {"re": "are", "ll": "will", "ve": "have"}


def called(member: Member) -> str | None:
    """What to call one of the cast within a sentence: "your sister Mara", "Mara", "your sister"; None where neither."""
    name = _capital(member.name) if member.name else None
    if name and relation_in(name) and len(name.split()) == 1:
        return f"your {name.lower()}" if name.lower() in relations() else name
    relation = member.relation if member.relation in relations() else None
    if relation and name:
        return f"your {relation} {name}"
    which = f"{member.which} " if member.which and relation else ""
    return name or (f"your {which}{relation}" if relation else None)


def _capital(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split()) if name == name.lower() else name


def statement(quote: str, who: str, member: Member | None, mention: tuple[str, int] | None, say: Say) -> str:
    """The quote said to the person.

    `who` is ME or an id, `member` the one of the cast that it is of, None where that is unclear; `mention` the words
    that mean them in the quote and where these begin, None where they are left out.
    """
    quote = " ".join(quote.split()).strip(" ,;:-–—")
    quoted = f'You said: "{quote.strip(" .")}"'
    if who == ME:
        return say(quote)
    subject = called(member) if member else None
    if subject is None:
        return quoted
    of = f'You said of {subject}: "{quote.strip(" .")}"'
    if not quote or (mention is None and quote.lower().split()[0] not in ("my", "our")):
        return of
    if mention is None or mention[1] != 0:  # "Nadia and I broke up" says of itself who it is
        own = quoted if mention and pronoun_in(mention[0]) else say(quote)
        return of if own.startswith("You said") else own
    said, rest = quote[: len(mention[0])], quote[len(mention[0]) :]
    if pronoun_in(mention[0]) and len(mention[0].split()) == 1:
        if quote.lower().split()[0] in ("her", "his", "their", "its", "them", "him"):
            return of if quote.lower().split()[0] not in ("her", "his") else _said(quote, subject, say, of)
        text = _in_full(quote)
    elif rest[:1] in ("'", "’"):
        return of  # "mara's nights": whose, or "mara is"
    elif said:
        text = ("She" if (member and member.pronoun == "she") else "He") + rest
    return _said(text, subject, say, of)


def _in_full(quote: str) -> str:
    """ "shes an architect" as "she is an architect", so that a name can stand for the pronoun."""
    short = _SHORT.match(quote)
    if short is None or (short[1].lower() == "it" and short[2] == "s" and "'" not in quote[:4]):
        return quote
    rest = quote[short.end() :]
    following = (rest.split() or [""])[0].lower()
    if short[2] == "s":
        verb = "has" if following in _HAS else "is"
    elif short[2] == "d":
        verb = "had" if following in _HAS else "would"
    else:
        verb = _FULL[short[2]]
    return f"{short[1]} {verb}{rest}"


def _said(text: str, subject: str, say: Say, otherwise: str) -> str:
    """`text`, which begins with "he" or "she", with the subject in that place; `otherwise` where that is in doubt."""
    if text.lower().startswith(("they ", "it ")):
        return otherwise  # "they are" of one person: no noun of one can take its verb
    out = say(text, subject)
    lowered = decapitalized(out)
    return out if lowered.startswith(decapitalized(subject)) and not out.startswith("You said:") else otherwise
