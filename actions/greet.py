"""action_session_start: says what it is and asks before it remembers; greets by name whom it knows."""

from __future__ import annotations

from typing import Any

from actions import days
from actions.acknowledge import acknowledge
from actions.follow_up import QUESTIONS, ask_after, check_in
from actions.reply import YES_NO, Reply
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot
from actions.worth import Worth
from memory.models import Memory
from memory.recall import continuity
from memory.recall.continuity import Choice
from memory.service import MemoryService


class Greet(Verb):
    """Greets once a session. With consent: by name, and at every level but quiet with one thing that was told."""

    action_name = "action_session_start"
    asks_again = False  # it begins anew, and its last event has to be the last

    def __init__(self, memory: MemoryService, public_url: str, worth: Worth) -> None:
        super().__init__(memory, public_url)
        self._worth = worth

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        reply.profile = self.memory.begin_session(turn.user_id)
        remembering = reply.profile.remembering
        if remembering == "unasked":
            reply.say("utter_ask_consent", buttons=YES_NO)
            reply.pending = "consent"
        elif remembering == "paused" and reply.profile.consented_at is None:
            reply.say("utter_hello_not_remembering")
        elif reply.level == "quiet":
            reply.say("utter_hello")
        else:
            self._greet(turn, reply)
        return [
            {"event": "session_started", "timestamp": None},
            set_slot("remembering", remembering),
            set_slot("pending", reply.pending),
            set_slot("asked", {"question": reply.pending} if reply.pending == "consent" else None),
            {"event": "action", "name": "action_listen", "policy": None, "confidence": None, "timestamp": None},
        ]

    def _greet(self, turn: Turn, reply: Reply) -> None:
        memories = self.memory.memories(turn.user_id)
        name = name_of(memories)
        found = self._choose(turn, reply, memories)
        told: dict[str, Any] = {"name": name.slot.value} if name and name.slot else {}
        drawn = [name] if name else []
        hello = "utter_hello_name" if name else "utter_hello"
        if found is None:
            reply.say(hello, drawn=drawn, **told)
        elif found.why in ("passed", "goal"):
            reply.say("utter_hello_name" if name else "utter_hello_plain", drawn=drawn, **told)
            ask_after(turn, reply, found.memory) if found.why == "passed" else check_in(turn, reply, found.memory)
        else:
            values: dict[str, Any] = {"quote": found.memory.quote, "day": reply.day(found.memory.told_at)}
            if found.why == "near" and found.memory.about:
                values["when"] = days.ahead(found.memory.about, reply.now)
            response = f"{hello}_{'near' if found.why == 'near' else 'topic'}"
            reply.say(response, drawn=[*drawn, found.memory], **told, **values)

    def _choose(self, turn: Turn, reply: Reply, memories: list[Memory]) -> Choice | None:
        """What the level allows to open with: questions only from attentive on, goals at invested; nothing heavy."""
        moves = self.memory.moves(turn.user_id)
        allowed = continuity.may_be_raised(memories, moves)
        now = reply.now
        plans = [m for m in allowed if continuity.is_timely(m, now) and self._worth.kind(m.quote) != "heavy"]
        found = continuity.passed(plans, moves, now) if reply.level in ("attentive", "invested") else None
        if found is None and reply.level == "invested":
            found = continuity.goal(allowed, moves, now, reply.profile.check_in_days)
        if found is None:
            uses, name = self.memory.uses(turn.user_id), name_of(memories)
            name_id = name.id if name else None
            found = continuity.near(continuity.unsaid(plans, uses, name_id), now) or continuity.last(
                continuity.unsaid(allowed, uses, name_id),
                now,
                lambda memory: self._worth.kind(memory.quote) == "worth",
            )
        return found


class ReturnGreeting(Verb):
    """Answers a hello. The session was opened with one already, so a second says as little as can be."""

    action_name = "action_return_greeting"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if acknowledge(turn, reply):
            return []
        if turn.opens:  # the greeting stands right above
            return []
        if turn.pending == "consent" or reply.profile.remembering == "unasked":
            reply.say("utter_greet_consent", buttons=YES_NO)
            reply.pending = "consent"
            return []
        asked = turn.pending in QUESTIONS
        reply.say("utter_greet_open" if asked else "utter_greet_go" if "utter_hello" in turn.uttered else "utter_greet")
        return []


def name_of(memories: list[Memory]) -> Memory | None:
    """The memory of what the person is called."""
    return next(
        (m for m in memories if m.status == "current" and continuity.is_name(m) and m.slot and m.slot.value),
        None,
    )
