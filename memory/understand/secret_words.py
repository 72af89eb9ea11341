"""Secrets that are words: answers to questions, words of wallets, drawn patterns, words spelled or named as a
password."""

from __future__ import annotations

import re

from memory.understand.secret_cues import (
    ANSWER,
    CHECKED,
    COPULA,
    CORE,
    DRAWN,
    NO_VALUE,
    OPENED,
    PLACES,
    PLAIN,
    SAID,
    SCREEN,
    SEED,
    SHAPE,
    TOPIC,
    WORDS,
)
from memory.understand.secret_values import Token, is_mixed, runs, tokens

Found = tuple[int, int, str]

_LEET = str.maketrans("@$013457", "asoleasr")
_SPELLS = re.compile(r"\bcapital|\b(?:lower|upper)[ -]?case|dollar sign|\bpass|\bpw\b|\blog")
_BEFORE = re.compile(
    r"\b(?:as|is|are)(?: (?:my|the|our|a))?(?: \w+)? (?:password|passwort|passphrase|passcode|pass ?word"
    r"|pw|login)\b(?! (?:manager|for dummies))"
)
_USED = WORDS["used"]
"""After these words comes what somebody took for a password."""
_COUNTED = re.compile(r"\b(?:first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\b")


class Words:
    """One text, its tokens and runs, and the secrets in it that are words."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._low = plain.lower()
        self._every = tokens(plain)
        self._runs = runs(self._every)
        self._run_at = {at: run for run in self._runs for at in range(run.first, run.last + 1)}
        self._mixed = {at for at, token in enumerate(self._every) if is_mixed(token)}
        self._cues = self._folded(self._low)

    def _folded(self, low: str) -> str:
        """ "p4ssw0rd" as "password": signs are letters inside tokens that have two letters at least."""
        marks = list(low)
        for token in self._every:
            if sum(mark.isalpha() for mark in token.text) >= 2:
                marks[token.start : token.end] = low[token.start : token.end].translate(_LEET)
        return "".join(marks).replace("_", " ")

    @staticmethod
    def _can_be_value(token: Token) -> bool:
        low = token.low.rstrip("!")
        return (
            len(low) >= 3
            and low not in NO_VALUE
            and not low.endswith(("ed", "ing", "able", "ible", "ous", "ful", "less", "n't"))
        )

    def find_words(self) -> list[Found]:
        return self._drawn() + self._named_before() + self._answers() + self._seeds() + self._spelled()

    def _answers(self) -> list[Found]:
        topic = TOPIC.search(self._cues)
        cue = ANSWER.search(self._cues) or (topic if topic and CHECKED.search(self._cues) else None)
        if not cue:
            return []
        at = self._place(cue.end() - 1) + 1
        if cue[0].startswith("memorable") and at < len(self._every) and self._every[at].text[0].isupper():
            return [self._span(self._place(cue.start()), at, "security answer")]
        for at, token in enumerate(self._every[:-1]):
            value = self._every[at + 1]
            if (COPULA.match(token.low) or topic and token.low in SAID) and (
                self._can_be_value(value)
                or value.low in ("mrs", "mr", "st")
                or "date" in cue[0]
                and value.text[0].isdigit()
            ):
                return [self._span(min(at, self._place(cue.start())), at + 1, "security answer")]
        return []

    def _seeds(self) -> list[Found]:
        """Words of a wallet: six and more beside their name, or a message of 12, 15, 18, 21 or 24 of them and no
        other."""
        plain = [token.text.isalpha() and 3 <= len(token.text) <= 8 and token.low not in PLAIN for token in self._every]
        if self._is_wallet() or self._numbered():
            return [self._span(0, len(plain) - 1, "seed phrase")]
        cue = SEED.search(self._cues)
        if not cue:
            return []
        if len(counted := list(_COUNTED.finditer(self._cues))) >= 2 and "word" in self._cues:
            return [self._span(self._place(min(cue.start(), counted[0].start())), len(plain) - 1, "seed phrase")]
        begin = self._place(cue.end() - 1)
        run, best, skipped, last = 0, 0, 0, begin
        for at in range(begin + 1, len(plain)):
            if plain[at]:
                run, skipped = run + 1, 0
                if run > best:
                    best, last = run, at
            elif self._every[at].text.isdigit() or self._every[at].low in ("then", "and", "word", "number"):
                skipped += 1
            else:
                run = 0
        listed = best >= 4 and len(re.findall(r"\w[,.] ", self._low[self._every[begin].end :])) >= 2
        return [self._span(begin, last, "seed phrase")] if best >= 6 or listed else []

    def _numbered(self) -> bool:
        """ "1 amber 2 clock ...", as many as a wallet has."""
        numbers = [at for at, token in enumerate(self._every) if token.text.isdigit()]
        counted = [at for n, at in enumerate(numbers, 1) if int(self._every[at].text[:3]) == n]
        return len(counted) == len(numbers) in (12, 15, 18, 21, 24) and all(
            after - at == 2 for at, after in zip(counted, counted[1:], strict=False)
        )

    def _drawn(self) -> list[Found]:
        """How a finger moves over a screen to open it."""
        places, shape = list(PLACES.finditer(self._low)), SHAPE.search(self._low)
        screen, opened, drawn = (one.search(self._low) for one in (SCREEN, OPENED, DRAWN))
        enough = len(places) >= 2 or shape
        if not (screen and opened and enough and (drawn or len(places) >= 3)):
            return []
        ends = [m.span() for m in (screen, opened, shape, drawn, *places) if m]
        return [(min(start for start, _ in ends), max(end for _, end in ends), "pattern")]

    def _named_before(self) -> list[Found]:
        """ "marigold is my password", "I used correct horse battery staple as the password"."""
        found = []
        for m in _BEFORE.finditer(self._cues):
            last = self._place(m.start()) - 1
            first = last
            while first > 0 and last - first < 7 and self._can_stand(first - 1):
                first -= 1
            begins = (
                first == 0
                or self._every[first - 1].low in _USED
                or re.search(r"[.!?;,:]", self._plain[self._every[first - 1].end : self._every[first].start])
            )
            if last >= 0 and self._can_stand(last) and begins:
                found.append((self._every[first].start, m.end(), "password"))
        return found

    def _can_stand(self, at: int) -> bool:
        return len(self._every[at].text) > 2 and self._every[at].low not in PLAIN

    def _is_wallet(self) -> bool:
        """The whole text is as many words as a wallet has, and no sentence."""
        words = [token.text for token in self._every]
        if len(words) not in (12, 15, 18, 21, 24) or "," in self._low or CORE & set(words):
            return False
        if not all(word.isalpha() and word.islower() and 3 <= len(word) <= 8 for word in words):
            return False
        return sum(word in PLAIN for word in words) <= 3 + (len(words) > 12) and not any(
            word.endswith("ing") and len(word) > 6 for word in words
        )

    def _spelled(self) -> list[Found]:
        """A word spelled letter by letter, with a sign or a digit in it or a word on how to type it."""
        hint = _SPELLS.search(self._cues)
        at = 0
        while at < len(self._every):
            end = at
            while end < len(self._every) and len(self._every[end].text) == 1:
                end += 1
            letters = "".join(token.text for token in self._every[at:end])
            if len(letters) >= 5 and sum(map(str.isalpha, letters)) >= 3 and (hint or not letters.isalpha()):
                return [self._span(at, end - 1, "password")]
            at = max(end, at + 1)
        return []

    def _place(self, offset: int) -> int:
        """The number of the token at an offset, or of the next one."""
        low, high = 0, len(self._every) - 1
        while low < high:
            middle = (low + high) // 2
            if self._every[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def _span(self, first: int, last: int, kind: str) -> Found:
        return self._every[first].start, self._every[last].end, kind
