"""Those whom a person tells of in the REST contract, and what holds of them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field


class WhoOut(BaseModel):
    """One of the cast, as they are called by now; null for the person who tells."""

    id: str = Field(description="A random id, the same in all memories of this one.")
    kind: str = Field(description="person, animal, place, work, thing or group.")
    name: str | None = Field(description="The first name that was told of them.")
    relation: str | None = Field(description="How they are related to the person, such as sister.")


class StateOut(BaseModel):
    """What a memory says of one of the cast."""

    attribute: str = Field(description="Such as home, job, age, likes or plan.")
    value: str = Field(description="In the person's own words; an age that has grown since is counted on.")
    from_: date = Field(alias="from", description="The first day that is known of it.")
    to: date | None = Field(description="The day on which it ended; null where it still holds.")
    memory_id: str = Field(description="The memory that says so.")
    modality: str = Field(description="holds, plan, habit, was or wish; of a plan whose day is past, was.")
    negated: bool = Field(description="That it is not so.")


class PersonOut(BaseModel):
    """One of whom the person told; the person themselves have the id me and the relation self."""

    id: str
    kind: str = Field(description="person, animal, place, work, thing or group.")
    name: str | None = Field(description="The first name that was told of them.")
    names: list[str] = Field(description="All that they were called by.")
    relation: str | None = Field(description="How they are related to the person.")
    states: list[StateOut] = Field(description="What holds, then what held before.")


class PeopleOut(BaseModel):
    people: list[PersonOut] = Field(description="The person first, then the one last told of.")
