"""Say a quote in the second person ("You moved to Porto with your sister"), to stand beside it, never instead of it.

What is not sure is quoted (`doubts.py`); what was left out is put back first (`elided.py`); then come `EDITS`, and the
words are swapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from memory.understand.clause import Clause
from memory.understand.doubts import first_doubt, lacks_subject
from memory.understand.elided import left_out
from memory.understand.openings import OPENING
from memory.understand.words import ANIMALS, KIN, NUMBERS, alternatives

_WORDS = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "meself": "yourself",
    "mesel": "yourself",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "i'm": "you're",
    "im": "you're",
    "i've": "you've",
    "ive": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "mine's": "yours is",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we'll": "you'll",
}
_VERBS = {"am": "are", "was": "were", "wasn't": "weren't", "amn't": "aren't"}
"""After an "I" that becomes "you"."""
_BETWEEN = frozenset({"just", "also", "really", "always", "never", "still", "currently", "only", "actually"})
"""Words that may stand between it and its verb."""
_BOT = {"you": "me", "your": "my", "yours": "mine", "yourself": "myself", "u": "me"}
_IDIOMS = re.compile(
    r"\b(?:i\.e|hand[- ]me[- ]downs?|pick[- ]me[- ]ups?|forget[- ]me[- ]nots?"
    r"|(?:some|much|my|any|more|little|no) me[- ]time|me-time|ask me anything|i-?\d+\w*|u-?\d+s?"
    r"|(?:silly|lucky|poor|dear|beats|excuse|pardon|trust|believe) me"
    r"|my (?:god|gosh|goodness|word|lord|bad|days)|"
    r"(?:(?:world war|ww|elizabeth|charles|james|henry) I(?=\W*$|[,.)]| (?:and|in|of|when)\b)"
    r"|(?:part|phase|type|class|level|volume|book) I(?=\W*$|[,.)]| of\b| diabet))(?=\W|$))\b|"
    r'(?-i:\bU\.?S\b|\bUS\b|\b[A-Z][a-z]+ (?:Us|Me|We)\b)|"[^"]*"',
    re.I,
)
"""Where "me", "I" or "us" is nobody, and what somebody else said in quotation marks."""
_BROKEN = re.compile(
    r"\b[Yy]ou (?:(?:\w{1,20}ly|then|once|often|too|myself|yourself|who|now|both|all) ){0,6}"
    r"(?:is|was|has|does|am|says|goes|isn't|wasn't|hasn't|doesn't|wasna[e]?|isna[e]?)\b|\b[Yy]ou'$"
    r"|^(?:Me|Us|I|Mine)\b"
)
"""No English, or said of the listener."""
_OCLOCK = re.compile(rf"(?:\d|\b(?:{alternatives(NUMBERS)})) ?$", re.I)
""" "4am" is no "am"."""
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|[\W\d_]+")
_YOU = re.compile(r"\b(?:you|your|you're|you've|you'd|you'll|yours|yourself)\b", re.I)
_OWN = rf"[Mm]y (?:\w+ )?(?:{alternatives([*KIN, *ANIMALS])})(?: [A-Z]\w+)?"
_LIKED = "like|love|hate|prefer|think|imagine|be (?:glad|happy|delighted|pleased|sorry|sad)"


@dataclass(frozen=True)
class Edit:
    """What `pattern` finds becomes `instead`, before the words are swapped; `example` is said back as `statement`."""

    pattern: re.Pattern[str]
    instead: str | Callable[[re.Match[str]], str]
    example: str
    statement: str


def _edit(
    pattern: str, instead: str | Callable[[re.Match[str]], str], example: str, statement: str, *, cased: bool = False
) -> Edit:
    return Edit(re.compile(pattern, 0 if cased else re.I), instead, example, statement)


EDITS = (
    _edit(
        r"[,.]? (?:don'?t (?:@|at|judge|hate) (?:me|us)|(?<=[,.] )(?:sue|fight|trust|believe|kill|shoot) me"
        r"|no judge?ment|i swear|i guess|i suppose|(?<=,) ?i know|mind you|you know|if you know what i mean"
        r"|so (?:no|yes|yeah)|lol|haha|tbh)\W*$",
        "",
        "we eat meat on Sundays, don't judge us",
        "You eat meat on Sundays",
    ),
    _edit(
        r"(?:^|(?<=[,.] )|(?<=and )|(?<=but )|(?<=so )|(?<=that )|(?<=when )|(?<=because ))"
        rf"({_OWN}|[A-Z]\w+) and (?:I|i|me)(?!')\b",
        r"I and \1",
        "my wife and I met in Oslo",
        "You and your wife met in Oslo",
        cased=True,
    ),
    _edit(
        rf"(?:(?<=with )|(?<=for ))({_OWN}|[A-Z]\w+) and (?:me|[Ii](?!\W*\w))\b",
        r"me and \1",
        "Ben plays cards with Anna and me",
        "Ben plays cards with you and Anna",
        cased=True,
    ),
    _edit(
        r"^(?:mum|mom|mama|dad|daddy|papa|gran|grandma|nana|grandpa|granddad|grandad)\b(?!,)",
        lambda match: f"My {decapitalized(match[0])}",
        "Mum's coming to visit next weekend",
        "Your mum's coming to visit next weekend",
    ),
    _edit(
        r"\bi (m|ve|d|ll) (?=\w)|\bi(ll|d) (?=(?:be|go|stay|have|do|get|try|never|always|just|probably|see"
        r"|take|make|like|love|rather|prefer|still|end|come|start|give|tell|need|miss|show|let|stick|find"
        r"|lose|work|become|finish|keep|buy|pay|call|become)\b)",
        lambda match: f"I'{match[1] or match[2]} ",
        "im a miss and ill stay one",
        "You're a miss and you'll stay one",
    ),
    _edit(
        r"\b(I|[Ww]e) shall\b", r"\1 will", "I shall be seventy in March", "You will be seventy in March", cased=True
    ),
    _edit(
        rf"\b(I|[Ww]e) should (?=(?:{_LIKED})\b)",
        r"\1 would ",
        "I should hate to leave my garden",
        "You would hate to leave your garden",
        cased=True,
    ),
)


def second_person(clause: Clause, *, subject: str | None = None) -> str:
    """The clause said to the person. `subject` stands for a he, she or they that is known ("your sister")."""
    text = " ".join(clause.text.split()).replace("\u2019", "'")
    opening = OPENING.match(text.lower())
    said = ((text[opening.end() :] if opening else "") or text).strip(" ,;:-")
    text = EDITS[0].pattern.sub("", said) or said
    quoted = f'You said: "{text.strip(" .,;:-")}"'
    if first_doubt(clause, text):
        return quoted
    for edit in EDITS[1:]:
        text = edit.pattern.sub(edit.instead, text)
    missing = None if subject else left_out(clause, text)
    if missing == "" or missing is None and not subject and lacks_subject(clause):
        return quoted
    out = _swap((missing or "") + (decapitalized(text) if missing else text))
    if subject:
        out = _named(out, subject)
    if not subject and not _YOU.search(out) or _BROKEN.search(out):
        return quoted
    out = out.strip(" .,;:-")
    return out[:1].upper() + out[1:]


def decapitalized(text: str) -> str:
    """ "Grew up" within a sentence: "grew up"; what is written in capitals stays."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def _named(text: str, subject: str) -> str:
    """Who is known in place of the "he" or "she" that begins a text."""
    text = re.sub(
        r"^(?:he|she)'(ll|d)\b( \w+)?",
        lambda match: f"{subject} {_full(match[1], match[2] or '')}",
        text,
        count=1,
        flags=re.I,
    )
    text = re.sub(r"^(?:he|she)\b", subject, text, count=1, flags=re.I)
    return re.sub(r"^(?:his|her)\b", subject + "'s", text, count=1, flags=re.I)


def _full(short: str, following: str) -> str:
    """ "'ll" and "'d" as words, since a noun stands before them: "your husband would"."""
    if short.lower() == "ll":
        return "will" + following
    return ("had" if re.search(r"ed$|been|gone|had$", following) else "would") + following


def _swap(text: str) -> str:
    words: list[str] = []
    subject_before = False
    held = [match.span() for match in _IDIOMS.finditer(text)]
    for found in _TOKEN.finditer(text):
        word, low = found[0], found[0].lower()
        if any(start <= found.start() < end for start, end in held):
            words.append(word)
            continue
        if low in _WORDS:
            words.append(_WORDS[low])
            subject_before = low in {"i", "we"}
            continue
        if low in _BOT:
            words.append(_BOT[low] if low != "you" or not words else _you(words))
        elif subject_before and low in _VERBS:
            words.append(_VERBS[low])
        elif low == "am" and not _OCLOCK.search(text[: found.start()]):
            words.append("are")
        else:
            words.append(word)
        if word.strip() and low not in _BETWEEN:
            subject_before = False
    return re.sub(r"(?:^|(?<=, )|(?<=\band ))([Yy]ou),? you\b", r"\1", "".join(words))  # "me, I am a teacher"


def _you(words: list[str]) -> str:
    """ "You" is the bot: "me" after a verb or a preposition, "I" where it begins a clause."""
    before = "".join(words).rstrip().lower()
    return "I" if before.endswith((",", "that", "if", "when", "because", "and", "but", "do", "are")) else "me"
