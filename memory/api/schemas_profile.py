"""What a person decided in the REST contract: their profile."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from memory.api.schemas import Body, Channel

Level = Literal["quiet", "acknowledge", "attentive", "invested"]


class ProfileBody(Body):
    remembering: Literal["unasked", "on", "paused", "off"] | None = None
    sensitive: Literal["ask", "keep", "never"] | None = None
    level: Level | None = None
    levels: dict[Channel, Level] | None = Field(None, max_length=20)
    check_in_days: int | None = Field(None, ge=1, le=365)
    note_in_channels: bool | None = None
    retention_days: int | None = Field(None, ge=1, le=36_500)
    timezone: str | None = Field(None, max_length=64)
    consent_text: str | None = Field(None, max_length=2_000)


class ProfileOut(BaseModel):
    remembering: str
    sensitive: str
    level: str
    levels: dict[str, str]
    check_in_days: int | None
    note_in_channels: bool
    retention_days: int | None
    timezone: str
    consented_at: datetime | None
    consent_text: str | None
