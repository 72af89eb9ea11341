"""One question where what was just told may end an earlier memory: does that still hold? Until it is answered, both do.

Unanswered it lapses, and of the same earlier memory it is asked once.
"""

from __future__ import annotations

from typing import Any

from actions.acknowledge import acknowledge
from actions.asking import will_ask_again
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from actions.worth import Worth
from bot.nlu.yes_no import read_answer
from memory.models import Memory
from memory.recall.continuity import may_be_raised
from memory.recall.lexical import stems
from memory.service import MemoryService

ITEM, PENDING = "utter_ask_holds", "holds"

ANSWERS = (
    {"title": "It still holds", "payload": "/affirm"},
    {"title": "Not any more", "payload": "/deny"},
    {"title": "It was wrong", "payload": "/correct_bot"},
)


def ask_whether_holds(turn: Turn, reply: Reply, worth: Worth) -> None:
    """Asks whether the earlier memory still holds that what was noted may end.

    It does not ask who wants it quiet or feels bad, nor after a crisis or another change, below another question, or
    about what is heavy, sensitive or not to be brought up.
    """
    if not turn.unsure or turn.asks or turn.feels == "bad" or turn.after_crisis is not None:
        return
    if reply.level == "quiet" or reply.pending or will_ask_again(turn, reply):
        return
    moves = reply.memory.moves(turn.user_id)
    known = {memory.id: memory for memory in may_be_raised(reply.memory.memories(turn.user_id), moves)}
    told, earlier = (known.get(id_) for id_ in turn.unsure)
    if told is None or earlier is None or any(_is_about(move.item, move.memory_id, earlier) for move in moves):
        return
    if any(known[id_].supersedes for id_ in turn.noted if id_ in known) or "heavy" in map(
        worth.kind, (told.quote, earlier.quote)
    ):
        return
    reply.move("question", ITEM, memory_id=earlier.id)
    reply.say(ITEM, drawn=[earlier], noted=[told], buttons=ANSWERS, before=earlier.quote, now=told.quote,
              day=reply.day(earlier.told_at))  # fmt: skip
    reply.pending, reply.about = PENDING, (told.id, earlier.id)


def earlier_of(turn: Turn, memory: MemoryService) -> Memory | None:
    """The earlier memory that was asked about, where it is not forgotten meanwhile."""
    return next((one for one in memory.memories(turn.user_id) if one.id in turn.about[1:]), None)


def _is_about(item: str, memory_id: str | None, earlier: Memory) -> bool:
    return (item, memory_id) == (ITEM, earlier.id)


def _close(turn: Turn, memory: MemoryService, earlier: Memory) -> None:
    """Writes down that the question was answered."""
    for move in memory.moves(turn.user_id):
        if _is_about(move.item, move.memory_id, earlier) and move.answer is None:
            memory.answer_move(turn.user_id, move, "told")


class KeepBoth(Verb):
    """It still holds, beside what was told since."""

    action_name = "action_keep_both"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if earlier := earlier_of(turn, self.memory):
            _close(turn, self.memory, earlier)
        reply.say("utter_both_kept")
        return []


class EndFormer(Verb):
    """It holds no longer: from today on it is how it was before. Where the words are no plain no, both stay."""

    action_name = "action_end_former"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        earlier = earlier_of(turn, self.memory)
        acknowledge(turn, reply)
        if earlier is None or not _denies(turn, earlier):
            reply.say("utter_both_left")
            return []
        self.memory.end_former(turn.user_id, earlier.id, since=turn.about[0])
        _close(turn, self.memory, earlier)
        reply.say("utter_former", drawn=[earlier], before=earlier.quote)
        return []


def _denies(turn: Turn, earlier: Memory) -> bool:
    """Whether it is a plain no; one that goes on in words of the earlier memory may say that it holds all the same."""
    if turn.pending != PENDING or not turn.notes or turn.opens:
        return False
    found = read_answer(turn.text, PENDING)
    plain = found.whole or not set(stems(turn.text)) & set(stems(earlier.quote))
    return turn.is_button or (found.reading == "no" and plain)
