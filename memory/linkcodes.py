"""Codes that link two accounts: in this process's memory alone, as hashes, for ten minutes.

A code links nothing by itself: whoever types it is shown whose it is and says yes, and then so does its maker.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from memory.errors import LinkCodeUnknown, LinkRefused, TooManyTries
from memory.models import LinkCode

LASTS = timedelta(minutes=10)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what looks or sounds alike: 0 O, 1 I L, U V."""

LENGTH = 8
"""Of 30 signs each: 6.6e11 codes, against TRIES guesses in ten minutes for each account."""

TRIES = 5


@dataclass(frozen=True)
class Issued:
    """Who asked for a code, and what they said yes to, when; who has been shown whose it is; who then typed it."""

    account: str
    consented_at: datetime
    consent_text: str
    expires_at: datetime
    shown_to: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """A code that was typed: both sides, of which the one with the code has not said yes yet."""

    id: str
    made: Issued
    typed: str
    typed_at: datetime
    typed_text: str
    expires_at: datetime


class LinkCodes:
    """The codes that can be used now, one at most for each account, and those that were typed and wait for a yes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._issued: dict[str, Issued] = {}
        self._asked: dict[str, Asked] = {}
        self._wrong: dict[str, list[datetime]] = {}

    def make(self, account: str, consent_text: str) -> LinkCode:
        """A new code; an earlier one of this account is of no use any more."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        now = self._clock()
        with self._lock:
            self._drop(account)
            self._issued[_hash(code)] = Issued(account, now, consent_text, now + LASTS)
        return LinkCode(f"{code[:4]}-{code[4:]}", now + LASTS)

    def show(self, account: str, code: str) -> Issued:
        """Whose code `account` has typed, who is shown that from here on. Raises LinkCodeUnknown, TooManyTries."""
        with self._lock:
            issued = self._find(account, code)
            shown = replace(issued, shown_to=issued.shown_to | {account})
            self._issued[_hash(code)] = shown
            return shown

    def ask(self, account: str, code: str, consent_text: str) -> Asked:
        """The code is used up, and its maker is asked. Raises LinkCodeUnknown, TooManyTries, LinkRefused."""
        with self._lock:
            issued = self._find(account, code)
            if account not in issued.shown_to:
                raise LinkRefused("Look at whose code this is first: POST link-codes/look.")
            del self._issued[_hash(code)]
            now = self._clock()
            asked = Asked(secrets.token_hex(16), issued, account, now, consent_text, now + LASTS)
            self._asked[asked.id] = asked
            return asked

    def take(self, accounts: Sequence[str], request_id: str, *, only_made: bool) -> Asked:
        """Ends a request of one of these accounts, of those that made its code alone where `only_made`.

        Raises LinkCodeUnknown.
        """
        with self._lock:
            self._tidy(self._clock())
            asked = self._asked.get(request_id)
            sides = [] if asked is None else [asked.made.account] if only_made else [asked.made.account, asked.typed]
            if asked is None or not set(sides) & set(accounts):
                raise LinkCodeUnknown("There is no such request any more. Make a new code.")
            return self._asked.pop(request_id)

    def requests(self, accounts: Sequence[str]) -> list[Asked]:
        """The requests in which one of these accounts is a side, the newest first."""
        with self._lock:
            self._tidy(self._clock())
            found = [one for one in self._asked.values() if one.made.account in accounts or one.typed in accounts]
            return sorted(found, key=lambda one: one.typed_at, reverse=True)

    def peek(self, account: str) -> Issued | None:
        """The account's code that can be used now, but for the code itself, which nobody knows."""
        with self._lock:
            self._tidy(self._clock())
            return next((issued for issued in self._issued.values() if issued.account == account), None)

    def drop(self, account: str) -> None:
        with self._lock:
            self._drop(account)
            self._asked = {id_: one for id_, one in self._asked.items() if account not in (one.made.account, one.typed)}

    def _find(self, account: str, code: str) -> Issued:
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

    def _drop(self, account: str) -> None:
        self._issued = {code: issued for code, issued in self._issued.items() if issued.account != account}

    def _tidy(self, now: datetime) -> None:
        self._issued = {code: issued for code, issued in self._issued.items() if issued.expires_at > now}
        self._asked = {id_: one for id_, one in self._asked.items() if one.expires_at > now}
        recent = {who: [at for at in tries if at + LASTS > now] for who, tries in self._wrong.items()}
        self._wrong = {who: tries for who, tries in recent.items() if tries}


def _hash(code: str) -> str:
    """The code as it is kept; signs between its letters and their case do not count."""
    plain = "".join(mark for mark in code.upper() if mark.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
