"""action_observe: on every message, before the bot decides what to do, notes what the person told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions import crisis
from actions.consent import observed
from actions.follow_up import HELLO, OUTCOMES, QUESTIONS, take_answer, take_day
from actions.forget import FORGETS
from actions.phrases import only_asks
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot
from actions.which_day import is_answer_alone
from bot.contract import DISK_FULL, Observation
from bot.nlu.yes_no import ERASING, WAITS_FOR, read_answer
from memory.errors import DiskFull, RetoldError
from memory.understand.off_record import BETWEEN_US

ANSWERS = ("affirm", "deny")
TELLING = (
    *ANSWERS,
    "tell_about_me",
    "give_name",
    "feel_good",
    "feel_bad",
    "thank",
    "nlu_fallback",
    "out_of_scope",
    *OUTCOMES,
)
"""Intents of messages that may answer the line before."""
UNKEPT = ("stop_remembering", "go_off_the_record", "forget_everything")
"""Asking for nothing to be kept counts for the message that asks, too."""

ASKING = ("ask_about_me", "list_memories", "ask_how_know", "ask_why", "ask_what_noted", "ask_what_unknown", "usual",
          "ask_do_you_remember_me")  # fmt: skip
"""Intents of questions about what is kept: where nothing but a question is in a message, nothing is told."""


ONESELF = re.compile(r"\b(?:I|I'm|my|we|our)\b", re.IGNORECASE)


SHORT = 6
"""So many words at most."""

NEVER_SAID = re.compile(
    r"^\W*(?:(?:no|but|hey|wait|sorry)\W+)*(?:I (?:never|did not|didn['’]?t)|I['’]?(?:ve| have) never)"
    r" (?:actually |ever )?(?:say|said|tell|told|mention|mentioned)\b[^.!;]*[.!]*$",
    re.IGNORECASE,
)
"""A message that only says that something was not told."""

ONLY_ASKS = re.compile(
    r"(?:(?:please|sorry|no)\W+)?I(?:(?:['’]d| would) (?:rather|prefer) not(?: to)?"
    r"| (?:really )?(?:don['’]?t|do not) (?:really )?(?:want(?: you)? to|fancy|feel like|care to|wish to))"
    r" (?:be )?(?:talk|speak|ask|bring|remind|mention|discuss)\w*\b(?! to\b)"
    r"(?:(?!\b(?:and|but|because|since|after|when)\b)[^,.;:!?–—])*[.!]*",
    re.IGNORECASE,
)
"""A sentence of one's own that only says what one would rather not talk about."""


LEAVE_IT = re.compile(
    r"^\W*(?:(?:please|and|so|ok)\W+)*(?:don['’]?t|do not|never|you (?:don['’]?t|do not) (?:have|need) to)"
    r" (?:ever )?(?:bring|ask|check|nag|mention|raise|remind|talk)\b[^.!?;]*[.!]*$",
    re.IGNORECASE,
)
"""A message of one sentence that begins so asks for silence, and tells nothing."""


class Observe(Verb):
    """Fills the slot `memory` with the ids of what was noted, and with why something was not; never with words."""

    action_name = "action_observe"
    asks_again = False  # the action that replies does

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if turn.intent == crisis.INTENT:
            seen = Observation(turn.message_id, withheld=crisis.WITHHELD)
            closed = [set_slot(name, None) for name in ("pending", "asked", "forget_ids")]
            return [set_slot("memory", seen.to_slot()), *closed]
        if not turn.is_button and turn.written and turn.written[-1] != turn.text:
            read, all_ = (f"{len(text):,}" for text in (turn.text, turn.written[-1]))
            reply.say("utter_read_part", read=read, all=all_)
        taken = take_day(turn, self.memory) if turn.notes else {}
        seen = Observation(turn.message_id) if taken and is_answer_alone(turn) else self._observe(turn)
        if taken:
            seen = replace(seen, **taken)
        elif turn.notes:
            seen = self._take_answer(turn, seen)
        remembering = reply.profile.remembering
        if turn.remembering == "on" != remembering:
            # Changed elsewhere: not even this message may reach the transcript on disk.
            seen = replace(seen, unkept=True)
        events = [set_slot("memory", seen.to_slot())]
        if turn.remembering != remembering:
            events.append(set_slot("remembering", remembering))
        hello = turn.intent == "greet" or HELLO.fullmatch(turn.text) is not None
        if turn.pending in QUESTIONS and not turn.opens and not hello:
            events.append(set_slot("pending", None))  # it is asked once, answered or not; a hello passes it by
        if turn.pending in WAITS_FOR and turn.intent not in ANSWERS:
            # Closed, unless the reply asks it again: a yes answers the question right above it, and no other.
            events.append(set_slot("pending", None))
        return events

    def _take_answer(self, turn: Turn, seen: Observation) -> Observation:
        """What was noted before this fails stays noted."""
        try:
            return replace(seen, **take_answer(replace(turn, noted=seen.noted), self.memory))
        except DiskFull:
            return seen if seen.noted else replace(seen, failed=DISK_FULL)
        except RetoldError:  # what was asked after is forgotten meanwhile
            return seen

    def _observe(self, turn: Turn) -> Observation:
        nothing = Observation(turn.message_id)
        if not turn.text or turn.text.startswith("/"):
            return nothing
        seen = self._note(turn) if turn.notes else nothing
        if seen == nothing and self.memory.has_secret(turn.written[-1]):
            return replace(nothing, withheld=(("secret", "secret"),))  # the transcript does not hold it, either
        return seen

    def _note(self, turn: Turn) -> Observation:
        nothing = Observation(turn.message_id)
        if turn.intent in UNKEPT or turn.after_crisis == 1:  # nor is what answers the line that names help
            return replace(nothing, unkept=True)
        if _keeps_out(turn):
            return replace(nothing, withheld=(("asked", ""),), unkept=True)
        if _tells_nothing(turn):
            return nothing
        # A request does not answer the line before it: "just answer" is nobody's name.
        answers = turn.intent in TELLING
        return observed(self.memory, turn, is_answer=answers)


def _keeps_out(turn: Turn) -> bool:
    """Whether the message asks that nothing of it be noted; "don't keep that" said of what waits is an answer."""
    waits = turn.pending in ("sensitive", "consent")
    return not waits and turn.intent != "forget_something" and BETWEEN_US.search(turn.text) is not None


def _answers_alone(turn: Turn) -> bool:
    """Whether few words, with none of oneself, that were taken for an answer or for nothing are no more than that."""
    answers = turn.intent in (*ANSWERS, "note_it", "nlu_fallback")
    return answers and len(turn.text.split()) <= SHORT and ONESELF.search(turn.text) is None


def _tells_nothing(turn: Turn) -> bool:
    """Whether it only asks for something, whatever facts are named in it: "forget that I live in Porto"."""
    correcting = turn.intent == "correct_bot"
    if turn.pending in ERASING and not correcting and read_answer(turn.text, turn.pending).hedged:
        return True  # "yes but keep my sister"
    if turn.pending == "sensitive" and (read_answer(turn.text, turn.pending).about or _answers_alone(turn)):
        return True  # "keep that about Alan", "keep it to yourself"
    if turn.pending == "holds" and read_answer(turn.text, turn.pending).whole:
        return True  # "no, that's over"
    match turn.intent:
        case "forget_something":
            return True
        case "correct_bot" if NEVER_SAID.match(turn.text):  # what they did not say is nothing that they tell
            return True
        case "do_not_ask" if not ONESELF.search(turn.text) or ONLY_ASKS.fullmatch(turn.text.strip()):
            return True  # "don't bring up Jess"
        case "do_not_ask" | "set_checkin_interval" if LEAVE_IT.match(turn.text):
            return True
        case intent if intent in ASKING and only_asks(turn.text):
            return True
    return FORGETS.search(turn.text) is not None
