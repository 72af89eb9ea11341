"""What the bot adds unasked to a reply, from the level attentive on: one thing at most, and not every time."""

from __future__ import annotations

import re

from actions.about_me import AboutMe, Depth, depth_of
from actions.check_in import CHECK_INS
from actions.mood import Mood
from actions.questions import Questions
from actions.reply import RATHER_NOT, Reply
from actions.turn import Turn
from actions.worth import Worth
from memory.models import Memory, Move
from memory.recall import continuity
from memory.recall.continuity import is_on_days, is_plan

DETAIL_EVERY = 3
"""A detail of the bot's own comes at most once in so many messages of the person."""

MOVE_EVERY = 2
"""Anything unasked comes at most once in so many messages."""


ENDED = re.compile(r"\b(?:any ?more|no longer|stopped|gave up|given up|quit)\b", re.IGNORECASE)
"""Words by which something is told as over: what one asks of what goes on would be out of place."""

LEAVE_ALONE = ("give_name", "feel_bad", "crisis")
"""Intents after which nothing is added: a name wants a greeting, and who feels bad wants no small talk."""


class Unasked:
    """Adds to a reply, after what was told is acknowledged, what fits the person's level."""

    def __init__(self, about_me: AboutMe, questions: Questions, mood: Mood, worth: Worth) -> None:
        self._about_me, self._questions, self._mood, self._worth = about_me, questions, mood, worth

    def add(self, turn: Turn, reply: Reply, *, heavy: bool = False) -> None:
        """One of: a memory that fits, a detail of the bot's own, a question with its reason; or nothing.

        After what is `heavy` a detail at its depth, or nothing.
        """
        if reply.level not in ("attentive", "invested") or turn.intent in LEAVE_ALONE or turn.asks or reply.pending:
            return
        if turn.after_crisis is not None:  # a session in which it was that bad is no time for anything of the bot's own
            return
        moves = reply.memory.moves(turn.user_id)
        memories = reply.memory.memories(turn.user_id)
        noted = [memory for memory in memories if memory.id in turn.noted]
        if self._announce(reply, moves, noted) or _too_soon(turn, moves, MOVE_EVERY):
            return
        if heavy:
            self._give(turn, reply, moves, "deep")
        elif not self._continue(turn, reply, moves, memories) and not self._give(turn, reply, moves):
            self._ask(turn, reply, moves, memories, noted)

    def _announce(self, reply: Reply, moves: list[Move], noted: list[Memory]) -> bool:
        """A plan: says that it will be asked after, once. A goal, at invested: asks how often."""
        if reply.level == "invested" and self._ask_pace(reply, moves, noted):
            return True
        now = reply.now
        plan = next(
            (m for m in noted if is_plan(m, now.tzinfo) and is_on_days(m) and not continuity.is_over(m, now)), None
        )
        told = any(move.memory_id == plan.id for move in moves) if plan else True
        if plan and not told and self._worth.kind(plan.quote) != "heavy":
            reply.move("question", "utter_will_ask", memory_id=plan.id)
            reply.say("utter_will_ask", buttons=[RATHER_NOT])
            reply.pending = "question"
            return True
        return False

    def _ask_pace(self, reply: Reply, moves: list[Move], noted: list[Memory]) -> bool:
        """How often a goal may be asked after, where that was not asked yet."""
        goal = next((m for m in noted if m.category == "goals"), None)
        if (
            goal is None
            or reply.profile.check_in_days is not None
            or any(m.item == "utter_ask_check_in" for m in moves)
        ):
            return False
        reply.move("question", "utter_ask_check_in", memory_id=goal.id)
        reply.say("utter_ask_check_in", buttons=CHECK_INS)
        reply.pending = "question"
        return True

    def _continue(self, turn: Turn, reply: Reply, moves: list[Move], memories: list[Memory]) -> bool:
        """A memory that fits what is being said, from an earlier message."""
        here = {memory.quote for memory in memories if memory.id in turn.noted}
        earlier = [m for m in memories if m.quote not in here and m.message_id != turn.message_id]
        allowed = continuity.unsaid(continuity.may_be_raised(earlier, moves), reply.memory.uses(turn.user_id))
        found = continuity.fitting(reply.memory.similar(turn.user_id, turn.text), allowed, reply.memory.now())
        if found is None or self._worth.kind(found.memory.quote) == "heavy":
            return False
        told = found.memory
        reply.move("continuity", memory_id=told.id)
        reply.say("utter_fits", drawn=[told], quote=told.quote, day=reply.day(told.told_at))
        return True

    def _give(self, turn: Turn, reply: Reply, moves: list[Move], depth: Depth | None = None) -> bool:
        """A detail of the bot's own that fits, at the depth of what was told, and that it has not given before."""
        given = [move for move in moves if move.kind == "detail"]
        if given and turn.messages_since(given[0].made_at) < DETAIL_EVERY:
            return False
        detail = self._about_me.fitting(turn.text, {move.item for move in given}, depth or depth_of(turn.text))
        if detail is None:
            return False
        reply.move("detail", detail.id)
        reply.say("utter_detail_authored" if detail.authored else "utter_detail", detail=detail.text)
        return True

    def _ask(self, turn: Turn, reply: Reply, moves: list[Move], memories: list[Memory], noted: list[Memory]) -> bool:
        """A question back, with its reason and a way to leave it; each only once."""
        if len({memory.quote for memory in noted}) > 1:  # nobody would know which of them it asks about
            return False
        if self._mood.is_bad(turn.text):
            return False
        asked = {move.item for move in moves if move.kind == "question"}
        known = _known(memories, noted)
        for memory in noted:
            if memory.sensitivity is not None or ENDED.search(memory.quote):
                continue
            question = self._questions.fitting(memory, asked, known)
            if question:
                reply.move("question", question.response, memory_id=memory.id)
                reply.say(question.response, buttons=[RATHER_NOT])
                reply.pending = "question"
                return True
        return False


def _too_soon(turn: Turn, moves: list[Move], every: int) -> bool:
    mine = [move for move in moves if move.kind != "silence"]
    return bool(mine) and turn.messages_since(mine[0].made_at) < every


def _known(memories: list[Memory], noted: list[Memory]) -> set[str]:
    """What was told so far of those that are spoken of in what was just noted: "name"."""
    spoken_of = {word for memory in noted for word in re.findall(r"\w+", memory.statement.lower())}
    spoken_of |= {memory.slot.entity for memory in noted if memory.slot}
    named = {"name" for memory in noted if memory.who and memory.who.name}
    return named | {memory.slot.attribute for memory in memories if memory.slot and memory.slot.entity in spoken_of}
