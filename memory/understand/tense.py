"""Whether what is said around a mention of a day is past: "I've been asked to a wedding, it's in December"."""

from __future__ import annotations

import re

_PAST = re.compile(
    r"\b(was|were|had|did|didn't|went|got|saw|met|made|came|took|ran|ate|bought|lost|won"
    r"|(?<!the )(?<!my )left|fell|broke|split up|quit|sold|taught|grew|became|began|spent|wrote|died"
    r"|rang|brought|burnt|drank|drove|flew|forgot|kept|rode|sang|slept|spoke|stole|stood|swam|threw|woke"
    r"|wore|caught|chose|drew|fought|froze|hid|shook|slid|swore|tore|swung|bled|blew|dug|lent|sank"
    r"|learnt|"
    r"felt|gave|found|been|\w{3,}ed)\b",
    re.I,
)
_NOT_PAST = re.compile(
    r"\bha(?:ve|s)(?:n'?t| not)(?: even)? \w{3,}(?:ed|en)\b|(?:'ve|\bhave|\bhas|'s) got\b"
    r"|(?:\b(?:am|is|are|be|being|get|gets|getting)|'m|'re) (?:"
    r"(?:so|really|very|not|all|both) )?\w{3,}ed\b",
    re.I,
)
"""Present for all their form: "has got", "is getting married", "I'm booked in"."""
_SAME_FORM = re.compile(
    r"(?:^|\bi |\bwe )(?:told|paid|sent|built|heard)\b|\b(?:i|we|he|she|they)"
    r"(?: (?:just|accidentally|badly|really|also))? (?:hurt|hit|let|cast)\b"
    r"|\b(?:i|we)(?: (?:just|accidentally))? cut (?:my|our)\b",
    re.I,
)
"""Past without a mark of it: "I hurt my knee on Sunday"."""
_AHEAD = re.compile(
    r"\b(will|gotta|(?:got|have|has|need|supposed|wants? (?:me|us)|asked (?:me|us)) to"
    r"|starting(?: from| on| in)?|(?<!when he )(?<!when she )(?<!when it )"
    r"(?:starts?|begins?|leaves|opens|finish(?:es)?|due|turning) "
    r"(?=on\b|in\b|at\b|the\b|next\b|this\b|\w+day\b|\d)|going to|gonna|'ll"
    r"|signed (?:me |us )?up (?:for|to)|registered for|(?:got|bought|have) (?:a )?(?:tickets?|places?) "
    r"(?:for|to|in|on)|(?:am|is|are|'m|'re|'s) to (?:have|be|get|go|see))\b|'(?:m|re) to have\b",
    re.I,
)
""" "Signed up for a half marathon in October": what is ahead, for all its form."""
_VERB = re.compile(
    r"\b(?:is|are|am|was|were|has|have|had|will|going to|gonna)\b|'(?:s|re|m|ll|ve)\b|\b\w{2,}ing\b", re.I
)
_PART = re.compile(r"[,;:]|\b(?:and|but|so|because|which|since|when|while)\b", re.I)


def is_past(text: str) -> bool:
    return bool(_PAST.search(_NOT_PAST.sub(" ", text)) or _SAME_FORM.search(text)) and not _AHEAD.search(text)


def is_past_around(text: str, start: int, end: int) -> bool:
    """The verb of the same part decides, up to the next comma or conjunction; where it has none, those of the whole
    text."""
    begin = max((mark.end() for mark in _PART.finditer(text, 0, start)), default=0)
    stop = next((mark.start() for mark in _PART.finditer(text, end)), len(text))
    part = text[begin:stop]
    return is_past(part if _VERB.search(part) or _SAME_FORM.search(part) else text)


def is_ahead_of(text: str, end: int) -> bool:
    """Whether the part of a text that ends at `end`, with the mention of a day, says that it is still to come."""
    begin = max((mark.end() for mark in _PART.finditer(text, 0, end)), default=0)
    return _AHEAD.search(text[begin:end]) is not None
