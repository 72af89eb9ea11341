"""What an action answers: authored lines, filled with what was told, each with its receipts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import days
from actions.turn import Turn
from memory.models import Level, Memory, MoveKind, Profile
from memory.service import MemoryService

MOST_IN_PROSE = 6
"""More memories than this are named one under the other at every level."""

KEEP_OR_NOT = ({"title": "Keep it", "payload": "/affirm"}, {"title": "Don't keep it", "payload": "/deny"})
NOTE_IT = ({"title": "Note it", "payload": "/note_it"},)
"""Stands under every line that says that something was not noted: what is worth keeping is the person's to say."""
RATHER_NOT = {"title": "Rather not", "payload": "/do_not_ask"}
YES_NO = ({"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"})

NAMES_WHAT_GOES = ("utter_forget_confirm",)
"""What draws on memories even in a session that is off: the person asked for them to be forgotten."""

QUOTED = ("quote", "before", "now")
"""Places in a response that hold somebody's words; the response goes on after them with a full stop of its own."""


@dataclass
class Reply:
    """What an action says. Whatever it draws on is listed with its words, and written into the ledger of uses."""

    turn: Turn
    profile: Profile
    memory: MemoryService
    dispatcher: CollectingDispatcher
    authored: frozenset[str] = frozenset()  # the names of the responses in the domain
    help_lines: str = ""  # where people can be reached who can help
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    pending: str | None = None  # what the reply asked, where an answer is waited for
    about: tuple[str, ...] = ()  # the memories that this is about, the one told last first
    amid_other: bool = False  # it stands below an answer to something else
    settled: bool = False  # what had been asked is decided, or put off for good
    lines: int = 0  # how many it has said
    shown: set[str] = field(default_factory=set)  # the memories whose receipts it has given
    acknowledged: bool = False  # it has been said what was noted, or nothing was to be

    @property
    def is_off(self) -> bool:
        """Whether the person turned remembering off for this session: then nothing is drawn on."""
        return self.profile.remembering == "off"

    def say(
        self,
        response: str,
        *,
        drawn: Sequence[Memory] = (),
        noted: Sequence[Memory] = (),
        buttons: Sequence[dict[str, str]] = (),
        **values: Any,
    ) -> None:
        """Says an authored response of bot/domain/responses.yml, with `values` in the places of its {names}.

        Where the response has a version for the person's level, as in "utter_noted_quiet", that one.
        `drawn` are the memories that the reply uses, `noted` those that it reports as just told: each becomes a
        receipt, and each use is recorded.
        """
        if drawn and self.is_off and response not in NAMES_WHAT_GOES:
            response, drawn, noted, buttons, values = "utter_incognito", (), (), (), {}
        self.lines += 1
        for memory in drawn:
            if memory.imported_at and values.get("day") == self.day(memory.told_at):
                values["day"] = self._imported(memory)
        receipts = [receipt(memory) for memory in {m.id: m for m in (*drawn, *noted)}.values()]
        self.shown |= {str(one["memory_id"]) for one in receipts}
        custom = {"reply_id": self.id, "receipts": receipts} if receipts else {}
        self.memory.record_uses(
            self.turn.user_id, [memory.id for memory in drawn], reply_id=self.id, channel=self.turn.channel
        )
        self.dispatcher.utter_message(
            response=self._for_level(response),
            buttons=[dict(button) for button in buttons],
            json_message=custom,
            **{name: _unstopped(value) if name in QUOTED else value for name, value in values.items()},
        )

    @property
    def level(self) -> Level:
        """How near the person wants the bot to be, in this channel."""
        return self.profile.level_in(self.turn.channel)

    @property
    def today(self) -> date:
        """The day it is for this person."""
        return self.now.date()

    @property
    def now(self) -> datetime:
        """The time on this person's clock."""
        return self.memory.now().astimezone(self.profile.zone)

    def move(self, kind: MoveKind, item: str = "", *, memory_id: str | None = None) -> None:
        """Writes down that the bot asks, gives or suggests something of its own accord."""
        self.memory.record_move(self.turn.user_id, kind, item, memory_id=memory_id, channel=self.turn.channel)

    def describe(self, memories: Sequence[Memory], *, listed: bool = False) -> str:
        """The memories with their words and days: as bullets where `listed`, else in the level's form."""
        told = [self._told(memory) for memory in memories]
        if listed or self.level not in ("attentive", "invested") or len(told) > MOST_IN_PROSE:
            return "\n".join(f"• {one}" for one in told)
        return " ".join(f"{one}." for one in told)

    def _told(self, memory: Memory) -> str:
        """The statement with its source, or the quote alone where "you have an exam" would no longer be true."""
        told = f"told {self._imported(memory) if memory.imported_at else self.day(memory.told_at)}"
        about = days.about(memory, self.today)
        past, quote = days.is_past(memory, self.now), f"“{memory.quote}”"
        source = "; ".join(filter(None, (about, told if past else f"{quote}, {told}")))
        return f"{quote if past else memory.statement} ({source})"

    def _imported(self, memory: Memory) -> str:
        """The day of what came in a file, which is the file's word."""
        assert memory.imported_at
        return f"{self.day(memory.told_at)}, as a file says that was imported {self.day(memory.imported_at)}"

    def _for_level(self, response: str) -> str:
        levels = ("invested", "attentive") if self.level == "invested" else (self.level,)
        return next((f"{response}_{level}" for level in levels if f"{response}_{level}" in self.authored), response)

    def day(self, moment: datetime) -> str:
        """The day of `moment` for this person: "today", "on Tuesday", or "on 3 May"."""
        return days.on(moment.astimezone(self.profile.zone).date(), self.today)


def _unstopped(quote: str) -> str:
    return quote if quote.endswith("..") else quote.removesuffix(".")


def things(count: int) -> str:
    """ "one thing", "8 things"."""
    return "one thing" if count == 1 else f"{count} things"


def receipt(memory: Memory) -> dict[str, str]:
    """What was told, in whose words, when and where."""
    return {
        "memory_id": memory.id,
        "statement": memory.statement,
        "quote": memory.quote,
        "told_at": memory.told_at.isoformat(),
        "channel": memory.channel,
    } | ({"imported_at": memory.imported_at.isoformat()} if memory.imported_at else {})
