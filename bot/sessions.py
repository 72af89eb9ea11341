"""Who is signed in where: begun when somebody opens the chat, renewed while used, ended at once when they say so.

Until somebody has decided about being remembered, their session is in this process's memory and nowhere else.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.identity import FORMER_LIFETIME_S, FORMER_TICKET, VISITOR_LIFETIME_S, Claim
from bot.session_file import Session, SessionFile, iso
from bot.tickets import Tickets, new_ticket

SEEN_EVERY_S = 15 * 60
"""When somebody was last seen is written this often at most."""

MOST_IN_MEMORY = 50_000
"""Sessions of people who have decided nothing; beyond, the one that was not used for the longest is dropped."""

SWEEP_INTERVAL_S = 3600


@dataclass(frozen=True)
class Entered:
    """Somebody whose token holds. `renewed` is what its successor says, where it is time for one."""

    session: Session
    renewed: Claim | None = None


class Sessions:
    """All sessions of one bot. Methods that touch the file raise SessionsUnusable."""

    def __init__(self, file: SessionFile, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock
        self._unkept: OrderedDict[str, Session] = OrderedDict()
        self._swept_at = 0.0

    def begin(self, user_id: str, agent: str) -> tuple[Session, Claim]:
        """A new session, in memory only, and what its token has to say."""
        now, claim = self._clock(), Claim(user_id, secrets.token_urlsafe(24), new_ticket())
        session = Session(_hash(claim.session), user_id, iso(now), iso(now), agent, Tickets(claim.ticket, now))
        self._unkept[session.id] = session
        while len(self._unkept) > MOST_IN_MEMORY:
            self._unkept.popitem(last=False)
        return session, claim

    def enter(self, claim: Claim, agent: str, *, renew: bool = False) -> Entered | None:
        """The session of a token, or None where it has ended; with `renew`, its successor is made in any case."""
        self._sweep()
        now, id_ = self._clock(), _hash(claim.session)
        renewed: list[str] = []

        def shown(session: Session) -> Session:
            tickets = session.tickets.take(claim.ticket, now)
            if tickets is None or session.user_id != claim.user_id or self._is_over(session, now):
                return session
            if tickets.is_due(claim.ticket, now) or (renew and claim.ticket == tickets.current):
                tickets, made = tickets.offer(now)
                renewed.append(made)
            seen = abs(now - _seconds(session.seen_at)) > SEEN_EVERY_S
            return replace(session, tickets=tickets, seen_at=iso(now) if seen else session.seen_at)

        before = self._find(id_)
        if before is None and claim.ticket == FORMER_TICKET and not self._file.is_retired(id_):
            # A token from before there were sessions. Kept at once, so that nobody is lost by a restart.
            before = Session(id_, claim.user_id, iso(now), iso(now), agent, Tickets(FORMER_TICKET, 0.0))
            self._file.save(before)
        if before is None or before.user_id != claim.user_id or self._is_over(before, now):
            return None
        if before.tickets.take(claim.ticket, now) is None:
            return None
        session = before if shown(before) == before else self._change(id_, shown)
        if session is None or session.tickets.take(claim.ticket, now) is None:
            return None  # it ended, or was renewed by another holder, in between
        return Entered(session, replace(claim, ticket=renewed[-1]) if renewed else None)

    def is_unkept(self, session: Session) -> bool:
        """Whether a session is in memory only."""
        return session.id in self._unkept

    def keep(self, session: Session) -> None:
        """Writes the session of somebody who has decided about being remembered to the disk."""
        unkept = self._unkept.get(session.id)
        if unkept is not None:
            self._file.save(unkept)
            self._unkept.pop(session.id, None)

    def lives(self, session: Session) -> bool:
        """Whether a session that was entered has not ended since."""
        return self._find(session.id) is not None

    def list(self, user_id: str) -> list[Session]:
        """The sessions of a user, the last seen first."""
        unkept = [one for one in self._unkept.values() if one.user_id == user_id]
        now = self._clock()
        return unkept + [one for one in self._file.list(user_id) if not self._is_over(one, now)]

    def end(self, user_id: str, session_id: str = "") -> int:
        """Ends one session of a user, or all; returns how many there were."""
        ended = [one.id for one in self.list(user_id) if session_id in ("", one.id)]
        for id_ in ended:
            self._unkept.pop(id_, None)
        retired = [_hash(former_session(user_id))] if not session_id or _hash(former_session(user_id)) in ended else []
        self._file.delete([id_ for id_ in ended if id_ not in retired])
        self._file.delete(retired, self._clock() + FORMER_LIFETIME_S)
        return len(ended)

    def _find(self, id_: str) -> Session | None:
        if id_ in self._unkept:
            self._unkept.move_to_end(id_)
            return self._unkept[id_]
        return self._file.find(id_)

    def _change(self, id_: str, changed: Callable[[Session], Session]) -> Session | None:
        if id_ not in self._unkept:
            return self._file.change(id_, changed)
        self._unkept[id_] = changed(self._unkept[id_])
        return self._unkept[id_]

    def _is_over(self, session: Session, now: float) -> bool:
        return now - _seconds(session.seen_at) > VISITOR_LIFETIME_S

    def _sweep(self) -> None:
        now = self._clock()
        if abs(now - self._swept_at) < SWEEP_INTERVAL_S:
            return
        self._swept_at = now
        for session in [one for one in self._unkept.values() if self._is_over(one, now)]:
            self._unkept.pop(session.id, None)
        if self._file.exists():
            self._file.delete_before(iso(now - VISITOR_LIFETIME_S), now)


def former_session(user_id: str) -> str:
    """The session that every token from before there were sessions stands for."""
    return f"former:{user_id}"


def _hash(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()
