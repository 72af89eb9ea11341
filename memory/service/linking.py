"""Accounts that are one person: linked by a code that is shown in the one and typed in the other."""

from __future__ import annotations

from memory.errors import LinkNotFound, LinkRefused
from memory.linkcodes import Issued
from memory.models import Link, LinkCode
from memory.service.base import Base, new_id
from memory.service.checking import check_shown


class Linking(Base):
    """Makes and undoes links. What was told stays with the account where it was told, and is reached from all."""

    def make_link_code(self, user_id: str, consent_text: str) -> LinkCode:
        """A code for this account, in the place of an earlier one. `consent_text` is what the person said yes to."""
        check_shown(consent_text)
        return self._codes.make(user_id, consent_text)

    def link(self, user_id: str, code: str, consent_text: str) -> list[Link]:
        """Makes this account and the one in which `code` was shown one person, who from here on has one profile.

        That is the profile of the account with the code, unless only the other was asked about remembering yet.

        Raises:
            LinkCodeUnknown: it is wrong, used, or its time is over.
            TooManyTries: there were too many wrong ones.
            LinkRefused: the code is of the same person, or this account is linked already.
        """
        check_shown(consent_text)
        issued = self._codes.find(user_id, code)
        with self._lock(user_id, issued.account):
            if self._ledger.person(user_id) == self._ledger.person(issued.account):
                raise LinkRefused("This code was made for the same person. Type it in the other account.")
            if self._ledger.links(user_id):
                raise LinkRefused("This account is linked already. Unlink it first, or make the code here.")
            self._codes.use(code)
            shown, typed = self.profile(issued.account), self.profile(user_id)
            person, now = self._ledger.person(issued.account), self._clock()
            person = new_id() if person == issued.account else person
            for profile in (shown, typed):
                self._ledger.save_profile(profile)
            self._ledger.link(
                [
                    Link(issued.account, person, now, issued.consented_at, issued.consent_text),
                    Link(user_id, person, now, now, consent_text),
                ]
            )
            asked = (shown.after_off or shown.remembering) != "unasked"
            decided = shown if asked or (typed.after_off or typed.remembering) == "unasked" else typed
            self._ledger.save_profile(decided)
            self._ledger.set_expiry(user_id, decided.retention_days)
            return self._ledger.links(user_id)

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
            self._ledger.unlink(account)
            for one in linked:
                self._codes.drop(one)
                self._transcripts.erase(one)
            self._transcripts.compact()
            return self._ledger.links(user_id)
