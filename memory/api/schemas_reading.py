"""The reading of a message in the REST contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, Field

from memory.api.schemas import AboutOut, Body
from memory.reading import Reading


class ReadBody(Body):
    text: str = Field(max_length=10_000, description="The message as it was typed.")
    in_reply_to: str | None = Field(None, max_length=20_000, description="The line that it answers.")


class SpanOut(BaseModel):
    """Characters of the message, from `start` up to `end`."""

    start: int = Field(description="The first character, counted from 0 in Unicode code points.")
    end: int = Field(description="The one after the last.")


class MentionOut(BaseModel):
    """Words that mean one of those the person tells of."""

    words: SpanOut = Field(description="Where they stand; empty where they are left out.")
    kind: Literal["person", "animal", "place", "work", "thing", "group"] = Field(description="What kind of one it is.")
    name: str | None = Field(description="The name in the words, as typed.")
    relation: str | None = Field(description="How they are related to the person, such as sister.")
    pronoun: bool = Field(description="The words name nobody: she, that one.")


class AskedOut(BaseModel):
    """What a clause asks of the memory."""

    who: MentionOut | None = Field(description="Of whom, where somebody is named.")
    of_person: bool = Field(description="It asks of the person who writes.")
    attribute: str | None = Field(description="Which attribute is asked for.")
    type: Literal["name", "number", "day", "place", "yes_no", "list", "open"] = Field(description="The kind of answer.")
    time: Literal["now", "before", "when"] = Field(description="Of what holds now, held before, or when it was.")
    all: bool = Field(description="All there is is asked for.")


class ActOut(BaseModel):
    """What a clause does."""

    name: str = Field(description="Such as tell, ask.me, want.forget.")
    confidence: float = Field(ge=0, le=1, description="How sure that is.")
    asked: AskedOut | None = Field(description="Of ask.me: what is asked.")


class FactOut(BaseModel):
    """One thing that a clause says of somebody."""

    quote: SpanOut = Field(description="The words that say it.")
    who: MentionOut | None = Field(description="Of whom; null for the person who writes.")
    attribute: str = Field(description="Such as home, employer, event; other where there is none for it.")
    value: SpanOut | None = Field(description="Where the value stands; null where the line before holds it.")
    value_text: str = Field(description="The value without quotation marks and emoji.")
    modality: Literal["holds", "plan", "was", "habit", "wish", "worry", "maybe", "hearsay", "fiction"] = Field(
        description="What kind of saying it is; a worry, a musing, hearsay and fiction are never kept."
    )
    negated: bool = Field(description="It is denied.")
    phrase: SpanOut | None = Field(description="The words that say when.")
    about: AboutOut | None = Field(description="The days that they mean.")
    repeats: str | None = Field(description='"yearly 03-14", "weekly mon thu" or "daily".')
    weight: int = Field(ge=0, le=3, description="0 small, 1 usual, 2 matters, 3 changes a life.")
    sensitivity: str | None = Field(description="Of which kind of sensitive things it is.")
    confidence: float = Field(ge=0, le=1, description="How sure the fact as a whole is.")
    goes_on: bool = Field(description="It began on the first day of `about`, and no end is known.")


class ClauseOut(BaseModel):
    """A part of the message that does something of its own."""

    span: SpanOut = Field(description="Where it stands.")
    acts: list[ActOut] = Field(description="What it does, the surest first.")
    facts: list[FactOut] = Field(description="What it tells.")


class ReadingOut(BaseModel):
    """A message, read. Nothing of it is kept."""

    text: str = Field(description="The message as it was typed.")
    clauses: list[ClauseOut] = Field(description="Its clauses, in order.")
    secrets: list[str] = Field(description="Kinds of secrets in it, such as password.")
    unread: int = Field(description="How many characters at the end of a long text were not read, but for secrets.")


def reading_json(reading: Reading) -> dict[str, Any]:
    """A reading with the names of the REST contract; days are still objects."""
    body = asdict(reading)
    for clause, read in zip(body["clauses"], reading.clauses, strict=True):
        for fact, told in zip(clause["facts"], read.facts, strict=True):
            if told.about:
                fact["about"] = {"from": told.about.from_, "to": told.about.to, "phrase": told.about.phrase}
    return body
