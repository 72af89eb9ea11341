"""What people decided, and which accounts are whose."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, null, select, update

from memory.ledger.database import Database, theirs
from memory.ledger.rows import profile_row, row_link, row_profile
from memory.ledger.tables import FORGOTTEN, links, memories, messages, moves, people, uses
from memory.models import Link, Profile


class People(Database):
    """Each account has a row of its own, in which the person's decisions are written alike."""

    def profile(self, user_id: str) -> Profile | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(people).where(people.c.user_id == user_id)).mappings().first()
        return row_profile(row) if row else None

    def save_profile(self, profile: Profile) -> None:
        """Writes the profile to all accounts of the person; that this session is off counts for this one alone."""
        values = profile_row(profile)
        incognito = {"incognito": profile.remembering == "off"}
        own = people.c.user_id == profile.user_id
        with self._write() as connection:
            connection.execute(update(people).where(theirs(people.c.user_id, profile.user_id)).values(values))
            if not connection.execute(update(people).where(own).values(incognito)).rowcount:
                made = {"user_id": profile.user_id, "pseudonym": secrets.token_hex(16), **values, **incognito}
                connection.execute(insert(people).values(made))

    def pseudonym(self, account: str) -> str | None:
        """The name under which the index knows the account."""
        with self._engine.connect() as connection:
            return connection.execute(select(people.c.pseudonym).where(people.c.user_id == account)).scalar()

    def pseudonyms(self, user_id: str) -> list[str]:
        """The names under which the index knows the accounts of the person."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(people.c.pseudonym).where(theirs(people.c.user_id, user_id))))

    # Links

    def person(self, account: str) -> str:
        """What the linked accounts of a person have in common; the account itself where it is not linked."""
        with self._engine.connect() as connection:
            return connection.scalar(select(links.c.person).where(links.c.account == account)) or account

    def accounts(self, user_id: str) -> list[str]:
        """All accounts of the person, `user_id` first."""
        return [user_id, *(link.account for link in self.links(user_id) if link.account != user_id)]

    def links(self, user_id: str) -> list[Link]:
        """The links between the accounts of the person, that of `user_id` included, the oldest first."""
        query = select(links).where(theirs(links.c.account, user_id)).order_by(links.c.linked_at, links.c.account)
        with self._engine.connect() as connection:
            return [row_link(row) for row in connection.execute(query).mappings()]

    def link(self, made: Sequence[Link]) -> None:
        """Makes accounts, which all have a profile, one person."""
        with self._write() as connection:
            for one in made:
                row = {"account": one.account, "person": one.person, "linked_at": one.linked_at}
                row |= {"consented_at": one.consented_at, "consent_text": one.consent_text}
                row |= {"profile_before": one.profile_before, "announced": False}
                connection.execute(insert(links).prefix_with("OR IGNORE").values(row))
            account = select(links.c.account).where(theirs(links.c.account, made[0].account))
            connection.execute(update(links).where(links.c.account.in_(account)).values(announced=False))

    def announce(self, account: str) -> None:
        """The account's own chat has said that it is linked."""
        with self._write() as connection:
            connection.execute(update(links).where(links.c.account == account).values(announced=True))

    def settle_links(self, before: datetime) -> None:
        """Drops what undoing the links needs that were made before."""
        held = update(links).where(links.c.linked_at < before, links.c.profile_before.is_not(null()))
        with self._write() as connection:
            connection.execute(held.values(profile_before=null()))

    def unlink(self, account: str) -> None:
        """Makes the account a person of its own again, with what was told there.

        What superseded something that was told elsewhere no longer does so, since it is no longer known there. What
        used a memory stays with it; a message that said again what had been told elsewhere stays without it.
        """
        own = select(memories.c.id).where(memories.c.user_id == account)
        with self._write() as connection:
            all_accounts = select(links.c.account).where(theirs(links.c.account, account))
            others = list(connection.scalars(all_accounts.where(links.c.account != account)))
            elsewhere = select(memories.c.id).where(memories.c.user_id.in_(others))
            for here, there, users in ((own, elsewhere, others), (elsewhere, own, [account])):
                lost = select(memories.c.supersedes).where(memories.c.id.in_(there), memories.c.supersedes.in_(here))
                held = update(memories).where(memories.c.id.in_(lost), memories.c.status == "superseded")
                connection.execute(held.values(status="current"))
                after = update(memories).where(memories.c.id.in_(there), memories.c.supersedes.in_(here))
                connection.execute(after.values(supersedes=None))
                again = update(messages).where(messages.c.user_id.in_(users), messages.c.memory_id.in_(here))
                connection.execute(again.prefix_with("OR REPLACE").values(memory_id=FORGOTTEN))
                answered = update(moves).where(moves.c.memory_id.in_(there), moves.c.told_id.in_(here))
                connection.execute(answered.values(told_id=None))
            for table in (uses, moves):
                owner = select(memories.c.user_id).where(memories.c.id == table.c.memory_id).scalar_subquery()
                whose = update(table).where(table.c.user_id.in_([account, *others]), owner.is_not(None))
                connection.execute(whose.values(user_id=owner))
            gone = [account] if len(others) > 1 else [account, *others]
            connection.execute(delete(links).where(links.c.account.in_(gone)))
