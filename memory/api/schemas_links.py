"""Accounts of one person in the REST contract: codes, requests and links."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from memory.api.schemas import Body

SHOWN = r"^[A-Z][^\x00-\x09\x0b-\x1f\x7f]* [^\x00-\x09\x0b-\x1f\x7f]*$"
"""What the bot showed: sentences, which begin with a capital. See `memory.service.checking.check_shown`."""


class ConsentBody(Body):
    """What the person was shown and said yes to."""

    consent_text: str = Field(min_length=1, max_length=2_000, pattern=SHOWN)


class LinkBody(ConsentBody):
    code: str = Field(min_length=1, max_length=40)


class LinkCodeOut(BaseModel):
    code: str
    expires_at: datetime


class CodeBody(Body):
    code: str = Field(min_length=1, max_length=40)


class AnswerLinkBody(Body):
    """The yes or no of whoever made the code, with what they were shown."""

    yes: bool
    consent_text: str = Field("", max_length=2_000)


class AccountOut(BaseModel):
    """An account as the other side is shown it; `where` is a browser or a workspace, empty where not known."""

    channel: str
    where: str
    memories: int
    since: datetime | None


class LookOut(BaseModel):
    own: AccountOut
    other: AccountOut
    expires_at: datetime


class LinkRequestOut(LookOut):
    id: str
    made: bool


class LinkRequestsOut(BaseModel):
    requests: list[LinkRequestOut]


class LinkOut(BaseModel):
    account: str
    channel: str
    where: str
    linked_at: datetime


class LinksOut(BaseModel):
    links: list[LinkOut]
