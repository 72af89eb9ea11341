"""action_observe: on every message, before the bot decides what to do, notes what the person told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions import crisis
from actions.follow_up import HELLO, OUTCOMES, QUESTIONS, take_answer
from actions.forget import FORGETS
from actions.phrases import only_asks
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot
from memory.errors import DiskFull

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
STILL_ASKING = (*ANSWERS, "greet", "thank", "laugh", "nlu_fallback", "ask_about_me", "list_memories",
                "ask_what_you_keep", "ask_selling",
                "ask_what_you_are", "ask_are_you_human", "ask_do_you_feel", "ask_do_you_care", "ask_your_life",
                "ask_how_are_you", "ask_about_bot_more", "ask_help")  # fmt: skip
"""What may be said between the question whether it may remember and the answer to it."""


UNKEPT = ("stop_remembering", "go_off_the_record", "forget_everything")
"""Asking for nothing to be kept counts for the message that asks, too."""

BETWEEN_US = re.compile(
    r"\b(?:should|must|may|shall) not be (?:written|noted|kept|saved|stored|remembered)|\bnot for the record\b"
    r"|\b(?:just |strictly |only )?between (?:us|you and me|ourselves)\b"
    r"|\b(?:don['’]?t|do not|never|please not) (?:you )?(?:write|note|save|store|record|keep|remember) (?:this"
    r"|that|it|any of (?:this|that))\b"
    r"(?! (?:wrong|short|from|like))",
    re.IGNORECASE,
)
"""Words that ask for nothing of the message itself to be noted."""

ASKING = ("ask_about_me", "list_memories", "ask_how_know", "ask_why", "ask_what_noted", "ask_what_unknown", "usual",
          "ask_do_you_remember_me")  # fmt: skip
"""Intents of questions about what is kept: where nothing but a question is in a message, nothing is told."""


ONESELF = re.compile(r"\b(?:I|I'm|my|we|our)\b", re.IGNORECASE)


NEVER_SAID = re.compile(
    r"\W*(?:(?:no|but|hey|wait|sorry)\W+)*(?:I (?:never|did not|didn['’]?t)|I['’]?(?:ve| have) never)"
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
    r"\W*(?:(?:please|and|so|ok)\W+)*(?:don['’]?t|do not|never|you (?:don['’]?t|do not) (?:have|need) to)"
    r" (?:ever )?(?:bring|ask|check|nag|mention|raise|remind|talk)\b[^.!?;]*[.!]*$",
    re.IGNORECASE,
)
"""A message of one sentence that begins so asks for silence, and tells nothing."""


class Observe(Verb):
    """Fills the slot `memory` with the ids of what was noted, and with why something was not; never with words."""

    action_name = "action_observe"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if turn.intent == crisis.INTENT:
            return [set_slot("memory", crisis.WITHHELD), set_slot("pending", None), set_slot("forget_ids", None)]
        seen = self._observe(turn)
        noted = tuple(seen["noted"]) if seen and "noted" in seen else ()
        taken = take_answer(replace(turn, noted=noted), self.memory) if turn.notes else {}
        remembering = reply.profile.remembering
        if turn.remembering == "on" != remembering:
            taken["unkept"] = True  # changed elsewhere: not even this message may reach the transcript on disk
        events = [set_slot("memory", {**(seen or {}), **taken} if seen or taken else None)]
        if turn.remembering != remembering:
            events.append(set_slot("remembering", remembering))
        hello = turn.intent == "greet" or HELLO.fullmatch(turn.text) is not None
        if turn.pending in QUESTIONS and not turn.opens and not hello:
            events.append(set_slot("pending", None))  # it is asked once, answered or not; a hello passes it by
        if turn.pending in ("forget", "forget_everything") and turn.intent not in ANSWERS:
            # A yes much later must not forget what was asked about before something else came up.
            events += [set_slot("pending", None), set_slot("forget_ids", None)]
        if turn.pending == "sensitive" and turn.intent not in ANSWERS:
            events.append(set_slot("pending", None))
        if turn.pending == "consent" and turn.intent not in STILL_ASKING:
            events.append(set_slot("pending", None))
        return events

    def _observe(self, turn: Turn) -> dict[str, Any] | None:
        if not turn.text or turn.text.startswith("/"):
            return None
        seen = self._note(turn) if turn.notes else None
        if seen is None and self.memory.has_secret(turn.text):
            return {"noted": [], "withheld": [["secret", "secret"]]}  # so that the transcript does not hold it, either
        return seen

    def _note(self, turn: Turn) -> dict[str, Any] | None:
        if turn.intent in UNKEPT or turn.after_crisis == 1:  # nor is what answers the line that names help
            return {"noted": [], "unkept": True}
        if _keeps_out(turn):
            return {"noted": [], "withheld": [["asked", ""]], "unkept": True}
        if _tells_nothing(turn):
            return None
        try:
            seen = self.memory.observe(
                turn.user_id,
                turn.text,
                message_id=turn.message_id,
                sent_at=turn.sent_at,
                channel=turn.channel,
                # A request does not answer the line before it: "just answer" is nobody's name.
                in_reply_to=turn.in_reply_to if turn.intent in TELLING else None,
            )
        except DiskFull:
            return {"failed": "disk_full"}
        return {
            "noted": [memory.id for memory in seen.memories],
            "withheld": [[refused.reason, refused.category] for refused in seen.withheld],
        }


def _keeps_out(turn: Turn) -> bool:
    """Whether the message asks that nothing of it be noted; "don't keep that" said of what waits is an answer."""
    waits = turn.pending in ("sensitive", "consent")
    return not waits and turn.intent != "forget_something" and BETWEEN_US.search(turn.text) is not None


def _tells_nothing(turn: Turn) -> bool:
    """Whether it only asks for something, whatever facts are named in it: "forget that I live in Porto"."""
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
