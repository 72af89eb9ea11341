"""Accounts that are one person: linked by a code that is shown in the one and typed in the other."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from memory.errors import LinkNotFound, LinkRefused
from memory.linkcodes import Asked, Issued
from memory.models import Account, Link, LinkCode, LinkRequest, Profile
from memory.service.base import Base, new_id
from memory.service.checking import check_shown

UNDONE_WITHIN = timedelta(days=1)


class Linking(Base):
    """Makes and undoes links. What was told stays with the account where it was told, and is reached from all."""

    def make_link_code(self, user_id: str, consent_text: str) -> LinkCode:
        """A code for this account, in the place of an earlier one. `consent_text` is what the person said yes to."""
        check_shown(consent_text)
        return self._codes.make(user_id, consent_text)

    def look_at_code(self, user_id: str, code: str) -> LinkRequest:
        """Whose code this is, and what would be linked with it. Nothing is linked yet; its maker learns nothing.

        Raises:
            LinkCodeUnknown: it is wrong, used, or its time is over.
            TooManyTries: there were too many wrong ones.
            LinkRefused: the code is of the same person, or this account is linked already.
        """
        issued = self._codes.show(user_id, code)
        self._may_link(user_id, issued.account)
        return LinkRequest("", self._account(user_id), self._account(issued.account), False, issued.expires_at)

    def ask_to_link(self, user_id: str, code: str, consent_text: str) -> LinkRequest:
        """The yes of whoever typed a code and was shown whose it is; now its maker is asked.

        Raises as `look_at_code`.
        """
        check_shown(consent_text)
        with self._lock(user_id):
            asked = self._codes.ask(user_id, code, consent_text)
            self._may_link(user_id, asked.made.account)
            return self._request(asked, user_id)

    def link_requests(self, user_id: str) -> list[LinkRequest]:
        """What waits for a yes: of this account, where it made the code, or of the other, where it typed it."""
        return [self._request(asked, user_id) for asked in self._codes.requests([user_id])]

    def refuse_link(self, user_id: str, request_id: str) -> None:
        """The no of either side. Raises LinkCodeUnknown where there is no such request."""
        self._codes.take([user_id], request_id, only_made=False)

    def link(self, user_id: str, request_id: str, consent_text: str) -> list[Link]:
        """The yes of whoever made the code: both accounts are one person, who from here on has one profile.

        That is the profile of the account with the code, unless only the other was asked about remembering yet.

        Raises:
            LinkCodeUnknown: there is no such request any more.
            LinkRefused: they are linked already.
        """
        check_shown(consent_text)
        asked = self._codes.take([user_id], request_id, only_made=True)
        with self._lock(user_id, asked.typed):
            self._may_link(asked.typed, user_id)
            shown, typed = self.profile(user_id), self.profile(asked.typed)
            person, now = self._ledger.person(user_id), self._clock()
            person = new_id() if person == user_id else person
            for profile in (shown, typed):
                self._ledger.save_profile(profile)
                self._unasked.pop(profile.user_id, None)
            self._ledger.link(
                [
                    Link(user_id, person, now, now, consent_text, _written(shown)),
                    Link(asked.typed, person, now, asked.typed_at, asked.typed_text, _written(typed)),
                ]
            )
            said_yes = (shown.after_off or shown.remembering) != "unasked"
            decided = shown if said_yes or (typed.after_off or typed.remembering) == "unasked" else typed
            self._ledger.save_profile(decided)
            self._ledger.set_expiry(user_id, decided.retention_days)
            return self._ledger.links(user_id)

    def link_news(self, user_id: str) -> list[Account]:
        """The accounts that were linked with this one since its chat said so last; from here on it has."""
        links = self._ledger.links(user_id)
        if all(link.announced for link in links if link.account == user_id):
            return []
        self._ledger.announce(user_id)
        return [self._account(link.account) for link in links if link.account != user_id]

    def account(self, user_id: str) -> Account:
        """This account as another is shown it that is to be linked with it."""
        return self._account(user_id)

    def _account(self, user_id: str) -> Account:
        agents = [one["agent"] for one in self._transcripts.sessions(user_id)]
        where = next(iter(agents), "") or self._transcripts.place(user_id)
        kept, consented_at = self._kept(user_id), self.profile(user_id).consented_at
        since = min([memory.told_at for memory in kept] + ([consented_at] if consented_at else []), default=None)
        return Account(user_id.partition(":")[0], where, len(kept), since)

    def _request(self, asked: Asked, user_id: str) -> LinkRequest:
        made = asked.made.account == user_id
        other = asked.typed if made else asked.made.account
        return LinkRequest(asked.id, self._account(user_id), self._account(other), made, asked.expires_at)

    def _may_link(self, typed: str, made: str) -> None:
        if self._ledger.person(typed) == self._ledger.person(made):
            raise LinkRefused("This code was made for the same person. Type it in the other account.")
        if self._ledger.links(typed):
            raise LinkRefused("This account is linked already. Unlink it first, or make the code here.")

    def links(self, user_id: str) -> list[Link]:
        """The links between the person's accounts, that of `user_id` included; none where it is the only one."""
        return self._ledger.links(user_id)

    def link_codes(self, user_id: str) -> list[Issued]:
        """Of the codes that can be used now: for which account, since and until when, and what was said yes to."""
        waiting = [self._codes.peek(account) for account in self._ledger.accounts(user_id)]
        return [issued for issued in waiting if issued]

    def unlink(self, user_id: str, account: str) -> list[Link]:
        """Makes `account` a person of its own again, with what was told there and a copy of the profile.

        The running conversations of all the person's accounts go, since each may hold what was told in another.

        Raises:
            LinkNotFound: it is not linked with this person.
        """
        with self._lock(user_id, account):
            linked = [link.account for link in self._ledger.links(user_id)]
            if account not in linked:
                raise LinkNotFound("This account is not linked with yours.")
            before = {link.account: link for link in self._ledger.links(user_id)}
            self._eraser.part(account)
            self._ledger.unlink(account)
            left = {link.account for link in self._ledger.links(user_id)}
            for link in (before[one] for one in linked if one == account or one not in left):
                self._undo(link)
            for one in linked:
                self._codes.drop(one)
                self._transcripts.erase(one)
            self._transcripts.compact()
            return self._ledger.links(user_id)

    def _undo(self, link: Link) -> None:
        """Within a day, what was decided in an account before it was linked holds again."""
        if link.profile_before is None or self._clock() - link.linked_at >= UNDONE_WITHIN:
            return
        decided = {**link.profile_before}
        if decided.get("consented_at"):
            decided["consented_at"] = datetime.fromisoformat(decided["consented_at"])
        now = self.profile(link.account)
        self._ledger.save_profile(replace(Profile(link.account, **decided), after_off=now.after_off))
        self._ledger.set_expiry(link.account, decided.get("retention_days"))

    def settle_links(self) -> None:
        """Lets go of what only the undoing of a link needs, where its time is over."""
        self._ledger.settle_links(self._clock() - UNDONE_WITHIN)


def _written(profile: Profile) -> dict[str, Any]:
    """What was decided, as it is kept for undoing a link."""
    values = asdict(profile)
    values["remembering"] = values.pop("after_off") or profile.remembering
    del values["user_id"]
    consented_at = values["consented_at"]
    return {**values, "consented_at": consented_at.isoformat() if consented_at else None}
