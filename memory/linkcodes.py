"""Codes that link two accounts: in this process's memory alone, as hashes, for ten minutes."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory.errors import LinkCodeUnknown, TooManyTries
from memory.models import LinkCode

LASTS = timedelta(minutes=10)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what looks or sounds alike: 0 O, 1 I L, U V."""

LENGTH = 8
"""Of 30 signs each: 6.6e11 codes, against TRIES guesses in ten minutes for each account."""

TRIES = 5


@dataclass(frozen=True)
class Issued:
    """Who asked for a code, and what they said yes to, when."""

    account: str
    consented_at: datetime
    consent_text: str
    expires_at: datetime


class LinkCodes:
    """The codes that can be used now, one at most for each account."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._issued: dict[str, Issued] = {}
        self._wrong: dict[str, list[datetime]] = {}

    def make(self, account: str, consent_text: str) -> LinkCode:
        """A new code; an earlier one of this account is of no use any more."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        now = self._clock()
        with self._lock:
            self._drop(account)
            self._issued[_hash(code)] = Issued(account, now, consent_text, now + LASTS)
        return LinkCode(f"{code[:4]}-{code[4:]}", now + LASTS)

    def find(self, account: str, code: str) -> Issued:
        """Whose code `account` has typed. Raises LinkCodeUnknown, TooManyTries."""
        with self._lock:
            now = self._clock()
            self._tidy(now)
            wrong = self._wrong.get(account, [])
            if len(wrong) >= TRIES:
                wait_s = int((wrong[0] + LASTS - now).total_seconds()) + 1
                raise TooManyTries(f"There were {TRIES} wrong codes. Try again in {-(-wait_s // 60)} minutes.", wait_s)
            issued = self._issued.get(_hash(code))
            if issued is None:
                self._wrong.setdefault(account, []).append(now)
                raise LinkCodeUnknown("This code is wrong, was used, or is over. Make a new one in the other account.")
            return issued

    def use(self, code: str) -> None:
        """From here on nobody can use it again. Raises LinkCodeUnknown where somebody just has."""
        with self._lock:
            if self._issued.pop(_hash(code), None) is None:
                raise LinkCodeUnknown("This code is wrong, was used, or is over. Make a new one in the other account.")

    def peek(self, account: str) -> Issued | None:
        """The account's code that can be used now, but for the code itself, which nobody knows."""
        with self._lock:
            self._tidy(self._clock())
            return next((issued for issued in self._issued.values() if issued.account == account), None)

    def drop(self, account: str) -> None:
        with self._lock:
            self._drop(account)

    def _drop(self, account: str) -> None:
        self._issued = {code: issued for code, issued in self._issued.items() if issued.account != account}

    def _tidy(self, now: datetime) -> None:
        self._issued = {code: issued for code, issued in self._issued.items() if issued.expires_at > now}
        recent = {who: [at for at in tries if at + LASTS > now] for who, tries in self._wrong.items()}
        self._wrong = {who: tries for who, tries in recent.items() if tries}


def _hash(code: str) -> str:
    """The code as it is kept; signs between its letters and their case do not count."""
    plain = "".join(mark for mark in code.upper() if mark.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
