"""The picture of a life, made of the memories whenever it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memory.life import Picture
from memory.life.shown import PersonShown, people
from memory.models import Memory
from memory.service.base import Base


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
        picture = self.picture(user_id)
        return [replace(memory, who=picture.who(memory)) for memory in memories]

    def of(self, user_id: str, who: str) -> list[Memory]:
        """The memories of one of the cast, or of the person for "me"; the last one told first."""
        ids = {state.memory_id for state in self.picture(user_id).of_whom(who)}
        return [memory for memory in self._kept(user_id) if memory.id in ids]
