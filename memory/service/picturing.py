"""The picture of a life, made of the memories whenever it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memory.life import Picture
from memory.life.shown import PersonShown, people
from memory.life.tables import ME
from memory.models import Memory
from memory.service.base import Base, matching


class Picturing(Base):
    """Shows whom the person has told of. Nothing of it is stored but the memories."""

    def picture(self, user_id: str) -> Picture:
        """The cast, and what holds of each and of the person."""
        return Picture.of(self._kept(user_id))

    def people(self, user_id: str) -> list[PersonShown]:
        """The person and the cast, with what holds of each and what held before."""
        today = self._clock().astimezone(self.profile(user_id).zone).date()
        return people(self.picture(user_id), today)

    def with_whom(self, user_id: str, memories: Sequence[Memory]) -> list[Memory]:
        """The memories, each with whom it is of as they are called by now."""
        if not any(memory.who for memory in memories):
            return list(memories)
        return _named(memories, self.picture(user_id))

    def listed(
        self,
        user_id: str,
        *,
        who: str | None = None,
        category: str | None = None,
        status: str | None = None,
        q: str | None = None,
    ) -> list[Memory]:
        """As `memories`, each with whom it is of; those of one of the cast, or of the person for "me"."""
        kept = self._kept(user_id)
        found = matching(kept, category, status, q)
        if not any(memory.who for memory in kept):
            return found if who in (None, ME) else []
        picture = Picture.of(kept)
        if who is not None:
            ids = {state.memory_id for state in picture.of_whom(who)}
            found = [memory for memory in found if memory.id in ids]
        return _named(found, picture)


def _named(memories: Sequence[Memory], picture: Picture) -> list[Memory]:
    return [replace(memory, who=picture.who(memory)) for memory in memories]
