"""An export as it comes back: the body of an import."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from memory.api.schemas import Category, Id, Moment
from memory.models import About, Memory, Slot, Who
from memory.reading import Kind

MOST = 250
"""Memories of one request, since each is read and embedded anew; a larger export is sent in pieces."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Of where it was told, by whatever made the file; never kept as it is."""
Piece = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]


class ExportedSlot(BaseModel):
    entity: Piece
    relation: Piece | None = None
    attribute: Piece
    value: Piece | None = None


class ExportedAbout(BaseModel):
    from_: date = Field(alias="from")
    to: date
    phrase: Piece

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.to < self.from_:
            raise ValueError("`to` is before `from`")
        return self


class ExportedWho(BaseModel):
    """One of the cast, as `Who` has them."""

    id: Id
    kind: Kind = "person"
    name: Piece | None = None
    relation: Piece | None = None
    words: str = Field("", max_length=1_000)
    same_as: Id | None = None


class ExportedMemory(BaseModel):
    """A memory as an export has it. What is counted or decided here, such as its uses and its owner, is passed over."""

    id: Id
    quote: Words
    statement: Words
    category: Category
    slot: ExportedSlot | None = None
    about: ExportedAbout | None = None
    told_at: Moment
    channel: Name
    message_id: Name
    in_reply_to: str | None = Field(None, max_length=20_000)
    drew_on: list[Id] = Field([], max_length=512)
    sensitivity: str | None = Field(None, max_length=40)
    status: Literal["current", "superseded", "done"] = "current"
    supersedes: Id | None = None
    seen: int = Field(1, ge=1, le=1_000_000)
    imported_from: str | None = Field(None, max_length=40)
    who: ExportedWho | None = None
    attribute: str | None = Field(None, pattern=r"^[a-z]+(_[a-z]+)*$", max_length=60)
    value: Words | None = None
    modality: Literal["holds", "plan", "habit", "was", "wish"] = "holds"
    negated: bool = False
    repeats: str | None = Field(None, pattern=r"^(daily|weekly( [a-z]{3}){0,7}|yearly \d\d-\d\d)$")
    weight: int = Field(1, ge=0, le=3)
    ended_on: date | None = None

    def memory(self, user_id: str) -> Memory:
        """It as a memory of this person."""
        slot, about, who = self.slot, self.about, self.who
        return Memory(
            **self.model_dump(exclude={"slot", "about", "drew_on", "who"}),
            who=Who(**who.model_dump()) if who else None,
            drew_on=tuple(self.drew_on),
            user_id=user_id,
            slot=Slot(slot.entity, slot.relation, slot.attribute, slot.value) if slot else None,
            about=About(about.from_, about.to, about.phrase) if about else None,
        )


class ImportBody(BaseModel):
    """Our own JSON export. Its memories are taken in; the rest of it belongs to the place it came from."""

    format: Literal["retold-export-1"]
    memories: list[ExportedMemory] = Field(max_length=MOST)
