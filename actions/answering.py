"""Answers to a question about what was told, with the words, the day and the receipt."""

from __future__ import annotations

import re
from typing import Any

from actions import days
from actions.mood import what_helps
from actions.phrases import asks_for_advice
from actions.reply import Reply
from actions.turn import Turn
from memory.models import Before, Memory, Recalled

MOST = 6
"""How many memories an answer names at most of what was told about something: more would bury it."""

_SUBJECT = re.compile(
    r"\b(?:told|tell|know|remember|said|say|have|noted|written|wrote|kept|got)\b.*?"
    r"\babout (?:(?:that|this|those|these) (?=\w))?(?P<subject>(?!(?:me|myself|us|you|it|that|this|them)\b).+?)"
    r"(?: (?:now|so far|right now|again|then))?\W*$",
    re.IGNORECASE,
)

_BEFORE = re.compile(r"\bbefore(?: that)?\W*$", re.IGNORECASE)
"""How a question ends that asks for what held before: what holds now does not answer it."""

_ONES_OWN = re.compile(r"\b(?:I|my|mine|we|our)\b", re.IGNORECASE)

_WHAT_HELPS = re.compile(
    r"\bwhat\b(?: \w+)? (?:helps?|helped|cheers?|calms?|comforts?|lifts?|relaxes|does|makes) (?:me|my)\b"
    r"(?! (?:for|do))",
    re.IGNORECASE,
)
"""A question after what does one good."""

_PAST = re.compile(r"\b(?:used to|was|were|had|went|\w{2,}ed)\b", re.IGNORECASE)

NO_LONGER = {"superseded": "utter_recalled_former", "done": "utter_recalled_done"}

LISTED = 12
"""How many memories the chat lists; the page shows them all."""


def answer(turn: Turn, reply: Reply) -> bool:
    """Answers from what was told, with the words and the day; returns False, silent, when it was not told."""
    if reply.is_off:
        reply.say("utter_incognito")
        return True
    drawn = _earlier(turn, _about(turn, reply)) or _earlier(
        turn, what_helps(turn, reply)[:MOST] if _WHAT_HELPS.search(turn.text) else []
    )
    if not drawn:
        before = Before(turn.said[-2] if len(turn.said) > 1 else "", turn.drew_on)
        found = reply.memory.recall(turn.user_id, turn.text, LISTED, before=before, without=turn.noted)
        if found.outcome == "nearest" and turn.asks:
            (near,) = found.answers
            reply.say("utter_recalled_nearest", drawn=[near], quote=near.quote, day=reply.day(near.told_at))
            return True
        if not found.answerable or (_BEFORE.search(turn.text) and not _is_of_before(found)):
            return False
        drawn = _with_plan(turn, reply, list(found.answers))
    if len(drawn) == 1:
        _say_one(reply, drawn[0])
    else:
        reply.say("utter_recalled_several", drawn=drawn, memories=reply.describe(drawn))
    return True


def _say_one(reply: Reply, memory: Memory) -> None:
    """Says a memory and its source; of what no longer holds the words of that time alone."""
    about = days.about(memory, reply.today)
    told: dict[str, Any] = {"quote": memory.quote, "day": reply.day(memory.told_at)}
    if memory.status != "current":
        reply.say(NO_LONGER[memory.status], drawn=[memory], **told)
    elif days.is_past(memory, reply.now):
        reply.say("utter_recalled_passed", drawn=[memory], about=f" ({about})" if about else "", **told)
    else:
        statement = f"{memory.statement} ({about})" if about else memory.statement
        reply.say("utter_recalled", drawn=[memory], statement=statement, **told)


def say_not_told(turn: Turn, reply: Reply) -> None:
    """Says that nothing was noted about what was asked; where nothing is kept it may have been told all the same."""
    if turn.intent == "out_of_scope" and not _ONES_OWN.search(turn.text):
        reply.say("utter_out_of_scope")
    elif asks_for_advice(turn.text):
        reply.say("utter_no_advice")
    else:
        reply.say("utter_not_told" if reply.profile.remembering == "on" else "utter_not_told_paused")


def _earlier(turn: Turn, memories: list[Memory]) -> list[Memory]:
    """Without what the message itself became: a question is not answered with itself."""
    return [memory for memory in memories if memory.id not in turn.noted]


def _about(turn: Turn, reply: Reply) -> list[Memory]:
    """What was told about what a question names, the oldest first: "what did I tell you about my sister?"."""
    asked = _SUBJECT.search(turn.text)
    told = list(reply.memory.about(turn.user_id, asked["subject"])) if asked else []
    told += [one for one in reply.memory.outcomes(turn.user_id, [memory.id for memory in told]) if one not in told]
    held = [memory for memory in told if memory.status != "superseded"]
    return sorted(held, key=lambda memory: memory.told_at)[-MOST:]


def _is_of_before(found: Recalled) -> bool:
    """Whether the answer is of what held once, and not of what holds now."""
    return found.ended or _PAST.search(found.answers[0].quote) is not None


def _with_plan(turn: Turn, reply: Reply, drawn: list[Memory]) -> list[Memory]:
    """Where the answer is how something went, what it was comes first: "when was it?" asks for that."""
    if len(drawn) != 1:
        return drawn
    plans = [move.memory_id for move in reply.memory.moves(turn.user_id) if move.told_id == drawn[0].id]
    return [memory for memory in reply.memory.memories(turn.user_id) if memory.id in plans[:1]] + drawn
