"""What must never be kept: passwords, codes, keys, numbers of cards, accounts and papers, by words and by shape."""

from __future__ import annotations

import re

from memory.understand.secret_cues import (
    COPULA,
    CORE,
    CUES,
    FIRM,
    NO_VALUE,
    NOT_SECRET,
    PATTERN,
    PLAIN,
    Cue,
)
from memory.understand.secret_near import CUE, weighed
from memory.understand.secret_values import Run, digits_of_number, is_key, is_mixed, is_strong, runs, tokens
from memory.understand.secret_words import Found, Words
from memory.understand.unmasked import unmask

MOST = 20_000
"""Characters that are looked at; no text that is kept is longer."""

_CARD = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?!\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", re.I)
_SORTED = re.compile(r"(?<![\d-])\d\d-\d\d-\d\d[ ,]{1,2}\d{8}(?![\d-])")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\d-])")
_TOKEN = re.compile(
    r"\b(?:sk|pk|rk|whsec)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{8,}|\bgh[pousr]_[A-Za-z0-9]{12,}"
    r"|\bgithub_pat_\w{20,}|\bAKIA[0-9A-Z]{12,}|\bxox[abpers]-[\w-]{10,}|\bAIza[\w-]{30,}"
    r"|\beyJ[\w-]{5,}\.[\w-]{5,}|\bglpat-[\w-]{16,}|\bhf_[A-Za-z0-9]{20,}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY"
    r"|\b[a-z][a-z0-9+.-]{1,12}://[^\s/:@]{1,80}:[^\s/@]{1,80}@"
)
_FOUR = re.compile(r"(?<![\w.,-])\d{4}(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUPS_OF_FOUR = re.compile(r"(?<![\w.-])(?<![A-Za-z]{2}\d\d )(?:\d{4}[ -]){3}\d{4}(?![\w-])")
_MAY_HOLD = re.compile(
    r"\d|[$@#!][^\s]|p\S{0,3}w|p\.?i\.?n\b|pass|psswd|wort|sen|senha|code|key|token|secret|phrase"
    r"|words?\b|pattern|draw a|login|unlock"
    r"|memorable|密|パス|暗証|비밀|question|answer|resets?\b|capital|case|metamask|wallet|seed"
    r"|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|double"
    r"|triple|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b"
    r"|^(?:[a-z]{3,8}\s+){11,23}[a-z]{3,8}$|(?:\b\w ){4}",
    re.I,
)
"""What any value or its word has in it; most messages have none of it, and are done with."""

_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_ASKS = re.compile(
    r"\b(?:pass ?word|pass ?code|pass ?phrase|pw|pwd|pin|cvv|card number|ssn|social security|door code|alarm code"
    r"|security (?:question|code)|seed phrase|recovery (?:key|phrase)|api key)\b",
    re.I,
)
_ANNOUNCES = re.compile(r"(?:\b(?:is|are|was)|[:=])\W*$|\b(?:here (?:it is|you go|it comes)|ready)\W*$", re.I)


def find_secrets(text: str) -> tuple[Found, ...]:
    """Where secrets stand in `text`, as (start, end, kind), up to the end of their sentence."""
    plain, places = unmask(text[:MOST])
    if not plain.strip():
        return ()
    found = [(m.start(), m.end(), "iban") for m in _IBAN.finditer(plain) if _iban(m[0])]
    found += [(m.start(), m.end(), "card") for m in _CARD.finditer(plain) if _luhn(re.sub(r"\D", "", m[0]))]
    found += [(m.start(), m.end(), "card") for m in _GROUPS_OF_FOUR.finditer(plain)]
    fours = [m for m in _FOUR.finditer(plain) if not _YEAR.match(m[0])]
    if len(fours) == 4:  # a card's, in two halves
        found.append((fours[0].start(), fours[-1].end(), "card"))
    found += [(m.start(), m.end(), "account") for m in _SORTED.finditer(plain)]
    found += [(m.start(), m.end(), "ssn") for m in _SSN.finditer(plain)]
    found += [(m.start(), m.end(), "token") for m in _TOKEN.finditer(plain)]
    if _MAY_HOLD.search(plain) or CUE.search(plain.lower()):
        found += _Beside(plain).find()
    ends = [m.end() for m in _SENTENCE_END.finditer(plain)] + [len(plain)]
    return tuple(
        sorted({(places[start], places[_upto(ends, end) - 1] + 1, kind) for start, end, kind in _as_one(found)})
    )


EXACT = ("iban", "card", "ssn", "token")


def _as_one(found: list[Found]) -> list[Found]:
    """What lies over one of the exact kinds, which are found first, is part of that."""
    apart: list[Found] = []
    for start, end, kind in found:
        at = next((at for at, (a, b, one) in enumerate(apart) if a < end and start < b and one in EXACT), None)
        if at is None:
            apart.append((start, end, kind))
        else:
            apart[at] = (min(start, apart[at][0]), max(end, apart[at][1]), apart[at][2])
    return apart


def asks_for_secret(line: str | None) -> bool:
    """The line asked for a password or a PIN, so that whatever answers it is one."""
    return bool(line and "?" in line and _ASKS.search(line[: line.rfind("?")]))


def speaks_of_secret(text: str | None) -> bool:
    """The line names a password or the like, so that a bare value right after it is one."""
    return bool(text and _ASKS.search(unmask(text[-500:])[0]))


def announces_secret(text: str) -> bool:
    """ "My password is", "here is my PIN:": whatever word comes next is it."""
    return speaks_of_secret(text) and bool(_ANNOUNCES.search(text[-40:]))


def is_bare_value(text: str, *, word: bool = False) -> bool:
    """A message of a few tokens that has the shape of a password or a code; with `word`, a single word counts."""
    every = tokens(unmask(text[:200])[0])
    if not 1 <= len(every) <= 8:
        return False
    digits = sum(run.digits for run in runs(every) if not run.year)
    few = len(every) <= 3
    return (
        digits >= 3
        and len(every) - sum(run.last - run.first + 1 for run in runs(every)) <= 2
        or (few and any(is_mixed(token) for token in every))
        or (word and len(every) == 1 and every[0].low not in NO_VALUE)
    )


class _Beside(Words):
    """Looks for values beside the words that make them secret, in one text."""

    def find(self) -> list[Found]:
        found = [hit for cue in CUES for m in cue.pattern.finditer(self._cues) if (hit := self._hit(cue, m))]
        found += [(token.start, token.end, "password") for token in self._every if is_strong(token)]
        if not NOT_SECRET.search(self._cues):
            found += [(token.start, token.end, "token") for token in self._every if is_key(token)]
        found += [(m.start(), m.end(), "pattern") for m in PATTERN.finditer(self._low)]
        weighty = weighed(self._cues, self._plain, self._every, self._runs)
        found += [one for one in weighty if not any(low <= one[0] and one[1] <= high for low, high, _ in found)]
        return found + self.find_words()

    def _hit(self, cue: Cue, match: re.Match[str]) -> Found | None:
        first, last = self._place(match.start()), self._place(max(match.end() - 1, match.start()))
        low, high = max(0, first - cue.before), min(len(self._every) - 1, last + cue.near)
        beside = dict.fromkeys(self._run_at[at] for at in range(low, high + 1) if at in self._run_at)
        near = [run for run in beside if not run.year]
        digits = sum(run.digits for run in near)
        if (
            cue.digits <= digits <= cue.most
            and sum(run.groups for run in near) >= cue.groups
            and not self._other(cue, first)
        ):
            return self._span(min(first, near[0].first), max(last, near[-1].last), cue.kind)
        if cue.kind in ("id", "account", "ssn"):
            papers = [at for at in range(low, high + 1) if digits_of_number(self._every[at])]
            if digits + sum(digits_of_number(self._every[at]) for at in papers) >= cue.digits and papers:
                return self._span(min(first, papers[0]), max(last, papers[-1]), cue.kind)
        if cue.mixed:
            places = (at for at in range(low, high + 1) if at in self._mixed and not first <= at <= last)
            value = next(places, None)
            if value is not None:
                return self._span(min(first, value), max(last, value), cue.kind)
        if cue.word and (value := self._after_copula(last, 7)) is not None:
            return self._span(first, value, cue.kind)
        return None

    def _other(self, cue: Cue, first: int) -> bool:
        """A number of something else: of an order, a train."""
        near = self._every[max(0, first - 4) : first + 8]
        weak = cue.kind in ("code", "one-time code", "account", "id", "token")
        return weak and bool(NOT_SECRET.search(self._cues[near[0].start : near[-1].end]))

    def _after_copula(self, last: int, near: int) -> int | None:
        """The place of the word that is named after "is" or a colon, where it can be a password."""
        for at in range(last + 1, min(len(self._every) - 1, last + near)):
            if COPULA.match(self._every[at].low):
                if COPULA.match(self._every[at + 1].low):
                    continue
                if self._can_be_value(self._every[at + 1]) or self._is_phrase(at):
                    return at + 1
                if self._every[at].low in FIRM:
                    return None
        after = self._every[last + 1 : last + 3]
        said = self._every[last].low
        short = len(after) == 1 and len(after[0].text) > 4 and (said.startswith(("pw", "psswd", "passw", "pwd")))
        return (
            last + 1
            if short
            and self._can_be_value(after[0])
            and (said.startswith(("pw", "pwd")) or not after[0].low.endswith("s"))
            else None
        )

    def _is_phrase(self, at: int) -> bool:
        """After this word come words that make no sentence: a pass phrase."""
        words = [token.low for token in self._every[at + 1 : at + 6]]
        if not all(word.isalpha() for word in words) or words[:1] and words[0].endswith(("ed", "ing")):
            return False
        return len(words) >= 3 and sum(word in PLAIN for word in words) <= 1 and not CORE & set(words)


def secret_pieces(text: str, found: tuple[Found, ...]) -> frozenset[str]:
    """The values in what was found, in small letters: said again beside it they are no less secret."""
    pieces = (token.low for start, end, _ in found for token in tokens(text[start:end]))
    return frozenset(one for one in pieces if len(one) >= 3 and any(mark.isdigit() for mark in one))


def _upto(ends: list[int], end: int) -> int:
    return next(one for one in ends if one >= end)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _iban(text: str) -> bool:
    """The checksum is right, or it is written as one is: in capitals, in groups, mostly digits."""
    if text.isupper() and " " in text and sum(map(str.isdigit, text)) >= 10:
        return True
    text = re.sub(r"\s", "", text).upper()
    return int("".join(str(int(mark, 36)) for mark in text[4:] + text[:4])) % 97 == 1


__all__ = [
    "Run",
    "announces_secret",
    "asks_for_secret",
    "find_secrets",
    "is_bare_value",
    "secret_pieces",
    "speaks_of_secret",
]
