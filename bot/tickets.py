"""The tickets of a session: which of the tokens that were made for it still open it. Pure, and times are unix seconds.

A token is replaced now and then. The new one counts from when it is first used, since an answer may be lost on its
way; the one before then dies, but for requests that were under way. So of two holders of one token the first to use
its successor goes on, and the other is shut out.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

RENEWED_AFTER_S = 12 * 3600
"""A ticket that is older is replaced at the next request."""

GRACE_S = 10
"""How long the former ticket is taken after its successor was used, for requests that were under way."""

OFFERED_AGAIN_AFTER_S = 60
MOST_OFFERED = 8
"""Successors that wait at once: a browser with several tabs keeps whichever answer came last."""


@dataclass(frozen=True)
class Tickets:
    current: str
    since: float
    offered: tuple[str, ...] = ()
    offered_at: float = 0.0
    former: tuple[str, ...] = ()
    former_until: float = 0.0

    def take(self, ticket: str, now: float) -> Tickets | None:
        """The tickets after one was shown, or None where it opens nothing."""
        if ticket == self.current or (ticket in self.former and now < self.former_until):
            return self
        if ticket not in self.offered:
            return None
        former = (self.current, *(one for one in self.offered if one != ticket))
        return Tickets(ticket, now, former=former, former_until=now + GRACE_S)

    def is_due(self, ticket: str, now: float) -> bool:
        """Whether the holder of this ticket should be given its successor."""
        old = now - self.since > RENEWED_AFTER_S or self.since > now  # a clock that was set back
        return ticket == self.current and old and now - self.offered_at > OFFERED_AGAIN_AFTER_S

    def offer(self, now: float) -> tuple[Tickets, str]:
        """The tickets with one more successor, and that successor."""
        made = new_ticket()
        return replace(self, offered=(*self.offered, made)[-MOST_OFFERED:], offered_at=now), made


def new_ticket() -> str:
    return secrets.token_urlsafe(12)
