"""The questions that wait for a yes or a no: what answers them, and when they are asked again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.reply import KEEP_OR_NOT, YES_NO, Reply, things
from actions.turn import Turn
from bot.nlu.yes_no import ERASING, WAITS_FOR, read_answer
from memory.recall.lexical import stems

MOST_REPEATS = 2
"""Asked again so often at most; then it rests until the person comes back to it."""

ASKED_BESIDE = 3
"""A yes or no of more words than this that asks something asks it."""

_CAN_IT_GO = re.compile(r"\b(?:eras|delet|remov|forget|undo|take (?:it|that) back)\w*\b", re.IGNORECASE)
"""Words by which somebody asks, before their yes, whether it can be undone."""

BUTTONS = {"sensitive": KEEP_OR_NOT}

ENDS_TALK = ("goodbye", "crisis")
"""Intents after which nothing is asked again."""

Slots = dict[str, Any]


def agrees(turn: Turn, question: str) -> bool:
    """Whether the message is a yes to this very question, which stands right above it: by its button, or in words.

    However it was understood, and by whatever rule an action is called, nothing is decided without this.
    """
    if turn.pending != question or not turn.notes or turn.opens:
        return False
    return turn.is_button or read_answer(turn.text, question, amid_other=turn.amid_other).reading == "yes"


def is_about(turn: Turn, quotes: Sequence[str]) -> bool:
    """Whether what a yes to the sensitive question names, "keep that about Alan", is in one of these quotes."""
    named = set() if turn.is_button else set(stems(" ".join(read_answer(turn.text, "sensitive").about)))
    return any(named <= set(stems(quote)) for quote in quotes)


def tells_beside(turn: Turn, question: str) -> bool:
    """Whether plain facts stand beside the yes."""
    return not turn.is_button and read_answer(turn.text, question).beside


def meet_unclear(turn: Turn, reply: Reply) -> bool:
    """Meets what is no clear answer to the question above, and a yes that comes late, by asking; False: it is more."""
    if turn.intent not in ("affirm", "deny", "nlu_fallback") or turn.noted or turn.withheld:
        return False
    if turn.question == "consent" and turn.asks and _CAN_IT_GO.search(turn.text):
        reply.say("utter_erasable")
        return True
    if turn.asks and len(turn.text.split()) > ASKED_BESIDE:
        return False
    if turn.intent == "affirm" and reply.profile.remembering == "unasked" and not turn.opens:
        reply.say("utter_consent_again", buttons=YES_NO)
        reply.pending = "consent"
        return True
    if turn.question == "holds" and not turn.asks:
        reply.say("utter_both_left")
        return True
    return will_ask_again(turn, reply)


def will_ask_again(turn: Turn, reply: Reply) -> bool:
    """Whether the question that the message left open is asked again below the reply."""
    return (
        _is_open(turn, reply)
        and not turn.opens
        and turn.notes
        and turn.repeats < MOST_REPEATS
        and turn.intent not in ENDS_TALK
        and turn.after_crisis is None
    )


def settle(turn: Turn, reply: Reply, *, below_a_line: bool) -> Slots:
    """Asks again what the message left open, and gives the slots that say what waits for an answer.

    `below_a_line`: the reply stands below a fixed line that answers something else.
    """
    if reply.pending in WAITS_FOR:
        same = turn.question == reply.pending and reply.pending not in ERASING  # a new wish to erase is a new question
        asked = _asked(reply.pending, turn.repeats if same else 0, amid_other=reply.amid_other)
        asked["asked"] |= {"about": list(reply.about)} if reply.about else {}
        return asked
    if reply.pending is not None or turn.question is None:
        return {} if reply.pending is None else {"pending": reply.pending}
    if turn.opens and _is_open(turn, reply):  # the question stands right above
        return _asked(turn.question, turn.repeats)
    if will_ask_again(turn, reply):
        amid_other = below_a_line or reply.lines > 0
        _ask(turn.question, turn, reply)
        return _asked(turn.question, turn.repeats + 1, amid_other=amid_other)
    closed = {"pending": None} if turn.pending in WAITS_FOR else {}
    if turn.question in ERASING:
        if _is_open(turn, reply) and turn.notes:
            reply.say("utter_nothing_forgotten")
        return {**closed, "asked": None, "forget_ids": None}
    return closed if _is_open(turn, reply) else {**closed, "asked": None}


def _asked(question: str, repeats: int, *, amid_other: bool = False) -> Slots:
    asked = {"question": question, "repeats": repeats, "amid_other": amid_other}
    return {"pending": question, "asked": asked}


def _is_open(turn: Turn, reply: Reply) -> bool:
    """Whether what was asked is still undecided."""
    if reply.settled:
        return False
    match turn.question:
        case "consent":
            return reply.memory.profile(turn.user_id).remembering == "unasked"
        case "sensitive":
            return bool(reply.memory.withheld(turn.user_id))
        case question:
            return question in ERASING and bool(turn.forget_ids)


def _ask(question: str, turn: Turn, reply: Reply) -> None:
    buttons = BUTTONS.get(question, YES_NO)
    if question == "forget":
        reply.say("utter_forget_again", buttons=buttons, count=things(len(turn.forget_ids)))
    else:
        reply.say(f"utter_{question}_again", buttons=buttons)
