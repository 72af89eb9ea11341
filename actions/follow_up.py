"""Asking after plans and goals, and letting go of them: a plan once, a goal as often as the person chose."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from actions import which_day
from actions.acknowledge import acknowledge
from actions.mood import Mood
from actions.note_it import say_not_noted
from actions.reply import RATHER_NOT, Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.errors import DiskFull
from memory.models import Memory, Move
from memory.recall.continuity import is_plan, is_timely, may_be_raised
from memory.service import MemoryService
from memory.understand.openings import is_empty_answer

HOW_IT_WENT = (
    {"title": "It went well", "payload": "/plan_went_well"},
    {"title": "Not so well", "payload": "/plan_went_badly"},
    {"title": "It did not happen", "payload": "/plan_not_happened"},
    RATHER_NOT,
)
HOW_IT_GOES = (
    {"title": "I have reached it", "payload": "/plan_went_well"},
    {"title": "Still at it", "payload": "/plan_not_happened"},
    RATHER_NOT,
)
OUTCOMES = ("plan_went_well", "plan_went_badly", "plan_not_happened")
ANSWERS = (*OUTCOMES, "tell_about_me", "feel_good", "feel_bad", "affirm", "thank", "nlu_fallback", "out_of_scope")
"""Intents with which a question of the bot's is answered; any other is about something else."""
QUESTIONS = ("follow_up", "check_in", "question")
"""The kinds of move that wait for an answer: values of the slot `pending`, too."""

NO_ANSWERS = ("do_not_ask", "deny")

ANNOUNCED = "utter_will_ask"
"""What is no question, though it can be declined like one."""

REACHED = re.compile(r"\b(?:reached|done it|did it|made it|achieved|finished|completed|managed it)\b", re.I)
GIVEN_UP = re.compile(r"\b(?:gave (?:it )?up|given (?:it )?up|let it go|no longer|stopped|dropped it|quit)\b", re.I)

SAME = 0.35
"""Cosine from which an unasked "the interview went well" speaks of a plan that was told."""

GOOD = 0.2
"""What VADER's lexicon has to make of news for them to be called good."""

POINTS = re.compile(r"\b(?:it|that|they|all)\b|^\W*(?:not so |really |very )?(?:went|passed|failed|cancelled)\b", re.I)
"""How an outcome is told that names nothing."""

HELLO = re.compile(
    r"^\W*(?:hi+|hey+|hello|hola|yo|sup|(?:good )?(?:morning|evening|afternoon|day)|im back|i'?m back"
    r"|back|ok(?:ay)?|so|right|well|hm+|um+)(?: (?:there|again|you|me|o|so|well))*\W*",
    re.IGNORECASE,
)
"""A hello or a filler, which lies between a question in the greeting and its answer."""

SHORT = 6
"""As many words at most tell nothing but how it went."""

PLAN_ENDS = {"plan_went_well": "utter_plan_went_well", "plan_went_badly": "utter_plan_went_badly",
             "plan_not_happened": "utter_plan_off"}  # fmt: skip
GOAL_ENDS = {**PLAN_ENDS, "plan_went_well": "utter_plan_reached"}
"""What is said to an outcome that was told unasked."""


def ask_after(turn: Turn, reply: Reply, plan: Memory) -> None:
    """Asks how a plan went whose day has passed. It is asked once, whatever the answer."""
    reply.move("follow_up", memory_id=plan.id)
    reply.say("utter_follow_up", drawn=[plan], buttons=HOW_IT_WENT, quote=plan.quote, day=reply.day(plan.told_at))
    reply.pending = "follow_up"


def check_in(turn: Turn, reply: Reply, goal: Memory) -> None:
    """Asks how it goes with a goal, at the pace that the person chose."""
    reply.move("check_in", memory_id=goal.id)
    reply.say("utter_check_in", drawn=[goal], buttons=HOW_IT_GOES, quote=goal.quote, day=reply.day(goal.told_at))
    reply.pending = "check_in"


def take_answer(turn: Turn, memory: MemoryService) -> dict[str, Any]:
    """What the message means for the question that the bot asked in the line before: `answered`, `declined` or nothing.

    Where it answers how a plan went, the plan is done, and the words are kept as its outcome.
    """
    asked = _open(turn, memory)
    if asked is None or turn.asks or asked.item == which_day.ITEM or HELLO.fullmatch(turn.text):
        return {}
    if turn.intent in NO_ANSWERS:
        decline(turn, memory, asked)
        return {"declined": asked.kind}
    if turn.intent not in ANSWERS or asked.item == ANNOUNCED or _means_another(turn, memory, asked):
        return {}
    told = None
    if asked.memory_id and (asked.kind == "follow_up" or (asked.kind == "check_in" and is_over(turn))):
        words = "" if turn.is_button or is_empty_answer(turn.text) else turn.text
        told = memory.conclude(turn.user_id, asked.memory_id, words, message_id=turn.message_id, channel=turn.channel,
                               in_reply_to=turn.in_reply_to, drew_on=turn.drew_on)  # fmt: skip
    with suppress(DiskFull):  # what the answer became is kept all the same
        memory.answer_move(turn.user_id, asked, "told", told.id if told else None)
    return {"answered": asked.kind, "outcome": told.id if told else None, "over": is_over(turn)}


def take_day(turn: Turn, memory: MemoryService) -> dict[str, Any]:
    """What the message means where the bot asked which of two days a plan is on."""
    asked = _open(turn, memory)
    if asked is None or asked.item != which_day.ITEM or turn.asks or turn.intent not in (*ANSWERS, "deny"):
        return {}
    return which_day.take_day(turn, memory, asked)


def decline(turn: Turn, memory: MemoryService, asked: Move) -> None:
    """The person would rather not be asked: a plan is closed with that, a goal is left in peace."""
    if asked.kind == "follow_up" and asked.memory_id:
        memory.conclude(turn.user_id, asked.memory_id, "", message_id=turn.message_id, channel=turn.channel,
                        in_reply_to=None)  # fmt: skip
    memory.answer_move(turn.user_id, asked, "declined")


def is_over(turn: Turn) -> bool:
    """Whether the words say that a goal is reached or given up, and not only that it goes well."""
    return bool(REACHED.search(turn.text) or GIVEN_UP.search(turn.text))


def _means_another(turn: Turn, memory: MemoryService, asked: Move) -> bool:
    """Whether it speaks of another plan or goal than the one that was asked after, or comes late and of neither."""
    if asked.kind == "question" or turn.is_button:
        return False
    known = {one.id: one for one in memory.memories(turn.user_id)}
    about = known.get(asked.memory_id or "")
    near = _named(turn, memory)
    if near is None or about is None:
        hello = len(turn.said) > 1 and HELLO.fullmatch(turn.said[-2]) is not None
        return turn.messages_since(asked.made_at) > 1 + hello and turn.intent not in OUTCOMES
    return near.quote != about.quote


def _named(turn: Turn, memory: MemoryService) -> Memory | None:
    """The plan or goal that the words are nearest to, told in an earlier message."""
    near = (match for match in memory.similar(turn.user_id, turn.text) if match.score >= SAME)
    zone = memory.profile(turn.user_id).zone
    return next((m.memory for m in near if m.memory.id not in turn.noted and is_open(m.memory, zone)), None)


def is_open(memory: Memory, zone: tzinfo) -> bool:
    """A plan or a goal, of which it can be told how it went."""
    return is_plan(memory, zone) or memory.category in ("plans", "goals")


def _open(turn: Turn, memory: MemoryService) -> Move | None:
    """The question that waits for an answer, if the bot has just asked one."""
    if turn.pending not in QUESTIONS or turn.opens:
        return None
    asked = [move for move in memory.moves(turn.user_id) if move.kind == turn.pending]
    return asked[0] if asked and asked[0].answer is None else None


def reply_to_answer(turn: Turn, reply: Reply) -> bool:
    """Says what an answer to the bot's question did; False, silent, where there was none."""
    if turn.declined:
        reply.say("utter_not_asked_again")
    elif turn.answered == "follow_up":
        _close(turn, reply)
    elif turn.answered == which_day.ANSWERED:
        which_day.say_settled(turn, reply, _outcome(turn, reply))
    elif turn.answered == "check_in":
        if turn.over:
            reply.say(
                "utter_goal_given_up" if GIVEN_UP.search(turn.text) else "utter_goal_reached",
                noted=_outcome(turn, reply),
            )
        else:
            reply.say("utter_goal_goes_on", noted=_noted(turn, reply))
    elif turn.answered == "question" and not turn.noted and turn.intent not in ("affirm", "nlu_fallback"):
        reply.say("utter_question_answered")
    else:
        return False
    return True


def _close(turn: Turn, reply: Reply) -> None:
    response = {"plan_went_well": "utter_went_well", "feel_good": "utter_closed_good",
                "plan_went_badly": "utter_went_badly", "feel_bad": "utter_closed_bad",
                "plan_not_happened": "utter_not_happened"}.get(turn.intent, "utter_closed")  # fmt: skip
    reply.say(response, noted=_outcome(turn, reply))


def _outcome(turn: Turn, reply: Reply) -> list[Memory]:
    ids = {turn.outcome, *turn.noted}
    return [memory for memory in reply.memory.memories(turn.user_id) if memory.id in ids]


def _noted(turn: Turn, reply: Reply) -> list[Memory]:
    return [memory for memory in reply.memory.memories(turn.user_id) if memory.id in turn.noted]


class TakeOutcome(Verb):
    """The person says how something went: in answer to the bot or unasked, which closes the plan as well."""

    action_name = "action_take_outcome"

    def __init__(self, memory: MemoryService, public_url: str, mood: Mood) -> None:
        super().__init__(memory, public_url)
        self._mood = mood

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if reply_to_answer(self._neutral(turn), reply):
            return []
        plan = self._meant(turn, reply)
        if plan is None:
            if not acknowledge(turn, reply):
                self._hear(turn, reply)
            return []
        told = self.memory.conclude(turn.user_id, plan.id, turn.text, message_id=turn.message_id, channel=turn.channel,
                                    in_reply_to=plan.quote, drew_on=[plan.id])  # fmt: skip
        move = self.memory.record_move(turn.user_id, "follow_up", memory_id=plan.id, channel=turn.channel)
        if move:
            self.memory.answer_move(turn.user_id, move, "told", told.id if told else None)
        ends = GOAL_ENDS if plan.category == "goals" else PLAN_ENDS
        reply.say(ends[turn.intent], drawn=[plan], noted=[told] if told else [], quote=plan.quote,
                  day=reply.day(plan.told_at))  # fmt: skip
        return []

    def _meant(self, turn: Turn, reply: Reply) -> Memory | None:
        """The plan that the words name; where they name none ("it went fine"), the only one whose day has passed."""
        named = _named(turn, self.memory)
        if named or not POINTS.search(turn.text) or len(turn.text.split()) > SHORT:
            return named
        memories, moves = self.memory.memories(turn.user_id), self.memory.moves(turn.user_id)
        past = {m.quote: m for m in may_be_raised(memories, moves) if m.about and m.about.to < reply.today}
        plans = [memory for memory in past.values() if is_timely(memory, reply.now)]
        return plans[0] if len(plans) == 1 else None

    def _neutral(self, turn: Turn) -> Turn:
        """The turn; where its words sound otherwise than it was understood, as one that says neither well nor badly."""
        sounds = self._mood.vader(turn.text)
        otherwise = (turn.intent == "plan_went_badly" and sounds >= GOOD) or (
            turn.intent == "plan_went_well" and sounds <= -GOOD
        )
        return replace(turn, intent="tell_about_me") if otherwise and not turn.is_button else turn

    def _hear(self, turn: Turn, reply: Reply) -> None:
        """News of which nothing was noted, and that no plan is about."""
        if turn.intent == "plan_went_well" and self._mood.vader(turn.text) >= GOOD:
            say_not_noted(reply, "utter_heard_good_news")
        elif turn.feels == "bad" and self._mood.is_bad(turn.text):
            say_not_noted(reply, "utter_heard_bad_news")
        else:
            say_not_noted(reply, "utter_heard")
