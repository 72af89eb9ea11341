"""What a secret looks like: runs of digits however they are written, mixed tokens, keys. Read token by token, once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from memory.understand.secret_cues import LISTS, UNITS, WORDS

_ONES = dict.fromkeys(LISTS["one_digit"], 1) | dict.fromkeys(LISTS["two_digits"], 2)
"""How many digits a word stands for, without accents, as `unmask` writes it."""
_TENS = frozenset(["twenty", "thirty", "forty", "fourty", "fifty", "sixty", "seventy", "eighty", "ninety"])
_REPEATS = {"double": 1, "triple": 2, "treble": 2}
_BETWEEN = frozenset(["then", "star", "hash", "dash", "key", "left", "right", "and", "to", "oh", "o", "for"])
"""What may stand between the digits of one number: "22 left 9 right 41"."""

_DIGITS = re.compile(r"^[(#+*]*(?=\S*\d)[\dOolI]+(?:[-./:#*]+[\dOolI]+)*[)#*]*$")
_CODE = re.compile(r"^(?=\S*\d\S*\d)[A-Za-z]{0,3}-?\d[\dA-Za-z-]*$")
_AMOUNT = re.compile(
    r"^[£$€]|^[\d.,]+[£$€%]$|^\d{1,3}(?:,\d{3})+$|^\d+[.,]\d{1,2}$|^\d{1,2}:\d{2}$"
    r"|^\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?$"
)
_SIZED = re.compile(
    r"^\d{1,5}(?:st|nd|rd|th|s|k|m|g|kg|cm|mm|km|ml|l|oz|lbs?|ft|am|pm|h|min|mins|%|x\d*)$|^\d+x\d+$", re.I
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_DAY = re.compile(r"\d{1,2} \d{1,2} (?:19|20)\d\d")
_BEFORE_YEAR = WORDS["before_year"]
_MODEL = re.compile(r"^[A-Z]{1,4}-?\d{1,4}[A-Za-z]?$")
_ADDRESS = re.compile(
    r"^(?:https?:|www\.)|\w:\w{2,12}\(|^[\w.+-]+@[\w-]+\.|\.(?:com|org|net|pdf|jpe?g|png|docx?|txt|py|js"
    r"|html?)\b|^[#@/]",
    re.I,
)
_LEET = re.compile(r"(?=.{7})[A-Za-z]+[0134578@$]{1,2}[a-z]+[0134578@$]{1,2}[a-z]+\w*")
"""A word with signs for letters in two places."""
_STANDARD = re.compile(
    r"^(?:ed|sha|md|aes|rsa|utf|usb|hdmi|rtx|gtx|win|windows|ios|ps|mp|covid|web|fifa|formula|python|php"
    r"|html|css)-?\d+[a-z]?$",
    re.I,
)
"""Names of standards, versions and things that are sold."""
_EDGES = "\"'“”‘’()[]{}<>,;:.?…"


@dataclass(frozen=True)
class Token:
    """A piece between spaces without the marks around it, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()


@dataclass(frozen=True)
class Run:
    """Digits that belong together: tokens `first` to `last`, so many `digits` in so many `groups`."""

    first: int
    last: int
    digits: int
    groups: int
    year: bool


_NAMED = re.compile(r"([^\W\d_]{2,20}\d?):(?!//)(?=[^:]+$)")
"""A word and a colon with something right behind them: "pin:4821"."""


def tokens(text: str) -> list[Token]:
    """The tokens of a text; "a:b" and "a=b" are parted, and so are "don" and "t" not."""
    found = []
    for piece in re.finditer(r"[^\s=]+|=", text):
        start, end = piece.span()
        while start < end and text[start] in _EDGES:
            start += 1
        colon = text[start:end].endswith(":")
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        named = _NAMED.match(text[start:end])
        if named:
            middle = start + named.end()
            found += [Token(named[1], start, middle - 1), Token(":", middle - 1, middle)]
            start = middle
        if end > start:
            found.append(Token(text[start:end], start, end))
        if colon or end == start and ":" in piece[0]:
            found.append(Token(":", piece.end() - 1, piece.end()))
    return found


def _digits(token: Token) -> int:
    return sum(mark.isdigit() or mark in "OolI" for mark in token.text)


def _count(every: list[Token], at: int) -> int:
    """How many digits the token at this place stands for; 0 where it is no number, or one of something."""
    token = every[at]
    after = every[at + 1].low.rstrip("!") if at + 1 < len(every) else ""
    if _DIGITS.match(token.text.rstrip("!")) or _CODE.match(token.text) and len(token.text) <= 9 and _digits(token) > 2:
        amount = _AMOUNT.search(token.text.rstrip("!")) or _SIZED.match(token.text.rstrip("!"))
        return 0 if amount or after in UNITS else sum(mark.isdigit() or mark in "OolI" for mark in token.text)
    if after in UNITS:
        return 0
    low = token.low
    if "-" in low:
        parts = [_ONES.get(part, 2 if part in _TENS else 0) for part in low.split("-")]
        return 2 if parts[0] and low.split("-")[0] in _TENS and len(parts) == 2 else sum(parts) * all(parts)
    if low in _TENS:
        return 1 if _ONES.get(after) == 1 and after != "ten" else 2
    return _ONES.get(low, 0)


def runs(every: list[Token]) -> list[Run]:
    """All numbers, digits and number words alike."""
    counts = [_count(every, at) for at in range(len(every))]
    found: list[Run] = []
    at = 0
    while at < len(every):
        if not counts[at] and every[at].low not in _REPEATS:
            at += 1
            continue
        first, last, digits, groups, at_now, skipped = at, at, 0, 0, at, 0
        while at_now < len(every) and skipped < 3:
            low = every[at_now].low
            if counts[at_now] or low in _REPEATS:
                digits += counts[at_now] + _REPEATS.get(low, 0)
                groups, last, skipped = groups + 1, at_now, 0
            elif low in _BETWEEN:
                skipped += 1
            else:
                break
            at_now += 1
        before = every[first - 1].low if first else ""
        year = groups == 1 and bool(_YEAR.match(every[first].text)) and before in _BEFORE_YEAR
        year = year or groups == 3 and bool(_DAY.fullmatch(" ".join(token.text for token in every[first : last + 1])))
        if digits:
            found.append(Run(first, last, digits, groups, year))
        at = last + 1
    return found


def is_mixed(token: Token) -> bool:
    """Letters with digits or signs in one token, as in passwords; no size, model, address or name of a file."""
    text = token.text
    if (
        len(text) < 5
        or _ADDRESS.search(text)
        or _SIZED.match(text)
        or _MODEL.match(text)
        or _STANDARD.match(text)
        or _AMOUNT.search(text)
    ):
        return False
    letters, digits = sum(mark.isalpha() for mark in text), sum(mark.isdigit() for mark in text)
    signs = sum(mark in "!@#$%^&*_+" for mark in text.rstrip("!"))
    if letters < 2 or not (digits or signs):
        return False
    return digits >= 2 or signs > 0 or digits == 1 and text[0].isalpha()


def digits_of_number(token: Token) -> int:
    """How many digits a number of letters and digits has, as papers have it; 0 where it is a size, a day, a word."""
    text = token.text
    digits = sum(mark.isdigit() for mark in text)
    plain = all(mark.isalnum() or mark in "-/" for mark in text)
    return digits if digits > 3 and plain and not (_AMOUNT.search(text) or _SIZED.match(text) or text.isdigit()) else 0


def is_strong(token: Token) -> bool:
    """A mixed token that is a password without anything said about it: letters, digits, and a sign among them."""
    text = token.text.rstrip("!*")
    if _LEET.fullmatch(text):
        return True
    return (
        is_mixed(token)
        and len(text) >= 8
        and any(mark.isdigit() for mark in text)
        and any(mark in "!@#$%^&*+" for mark in text[1:])
    )


def is_key(token: Token) -> bool:
    """A long token in which letters and digits change places often, as chance makes them."""
    text = token.text
    if len(text) < 14 or _ADDRESS.search(text) or not text.isascii():
        return False
    kinds = ["d" if mark.isdigit() else "u" if mark.isupper() else "l" if mark.islower() else "s" for mark in text]
    turns = sum(one != other for one, other in zip(kinds, kinds[1:], strict=False))
    return kinds.count("d") >= 3 and kinds.count("l") + kinds.count("u") >= 3 and turns >= 6 and kinds.count("s") <= 3
