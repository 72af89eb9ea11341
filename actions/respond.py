"""action_reply: answers whatever is no request of its own, by what was noted or withheld, else by what was told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions import remarks
from actions.acknowledge import HARD, acknowledge, noted_of
from actions.asking import ASKED_BESIDE, meet_unclear
from actions.catalog import Catalog
from actions.explain import last_drawn
from actions.follow_up import reply_to_answer
from actions.forget import FORGETS, just_told, propose, propose_forget
from actions.meant import meet_meant
from actions.mood import Mood, Tone
from actions.naming import ask_whether_name
from actions.note_it import say_not_noted
from actions.phrases import requests
from actions.recall import answer, say_not_told
from actions.reply import YES_NO, Reply
from actions.still_holds import ask_whether_holds
from actions.suggest import WANTS, decline_last, suggest
from actions.turn import Turn
from actions.unasked import Unasked
from actions.usual import WRONG_OR_NOT
from actions.verb import Event, Verb, set_slot
from actions.worth import Worth
from memory.models import Memory
from memory.recall.continuity import is_name
from memory.service import MemoryService

SIGH = 8
"""So many words at most, taken for a low mood, are one; more of them have to say it."""

TELLS = ("tell_about_me", "give_name", "plan_went_well", "plan_went_badly", "plan_not_happened")
"""Intents of what is told: where nothing of it is noted, that has to be said."""

LOSS = re.compile(
    r"\b(?:died|dead|death|passed away|funeral|buried|divorce\w*|broke up|split up|hospital|cancer|stroke|miscarr\w+|"
    r"fired|laid off|lost (?:my|our|her|his)|left me|evicted)\b",
    re.IGNORECASE,
)
"""Words by which a loss is told in a plain voice."""


_ONES_OWN = re.compile(r"\b(?:my|our|me|myself)\b", re.IGNORECASE)

ASKED_AGAIN = frozenset({"utter_ask_consent_again", "utter_greet_consent", "utter_consent_again"})
"""Once in a session it is asked again whether it may remember; a third time would be a push."""

CALLED_HARD = frozenset(
    {"utter_feel_bad", "utter_noted_low", "utter_noted_heavy", "utter_closed_bad", "utter_sensitive_ask_heavy"}
)
"""What calls a thing hard. It is said once in a session: the second time it would be a formula."""


def not_twice(turn: Turn, response: str) -> str:
    """The response, or what is said in its place where something was called hard in this session already."""
    return f"{response}_again" if response in CALLED_HARD and turn.uttered & CALLED_HARD else response


def _is_liking(memory: Memory) -> bool:
    """What somebody likes, hates or does, and no matter of theirs: "I hate driving" is not hard, "I hate my job" is."""
    return memory.category in ("tastes", "habits") and _ONES_OWN.search(memory.quote) is None


def drawn_before(turn: Turn, reply: Reply) -> list[Memory]:
    """What the bot's last reply drew on, names aside."""
    return [memory for memory in last_drawn(turn, reply.memory) if not is_name(memory) and memory.id not in turn.noted]


def _toned(turn: Turn, tone: Tone) -> Turn:
    """The turn, with how its words sound where an answer only tells what happened."""
    if turn.answered != "follow_up" or turn.intent != "tell_about_me":
        return turn
    if tone.says_bad or (tone.is_bad and tone.score < 0 and not tone.is_eased):  # "a disaster" answers how it went
        return replace(turn, intent="feel_bad")
    return replace(turn, intent="feel_good") if turn.feels == "good" else turn


def _noted(turn: Turn, reply: Reply, tone: Tone) -> str:
    """What is said to what was noted, by how it sounds."""
    if tone.says_bad and not all(map(_is_liking, noted_of(turn, reply))):
        return "utter_noted_low"
    return "utter_noted_good" if _is_good(turn, tone) else "utter_noted"


def _is_good(turn: Turn, tone: Tone) -> bool:
    """Whether good news was noted."""
    if not turn.noted or turn.asks or tone.is_bad or tone.score < 0:
        return False
    return "good" in (turn.feels, turn.intent.removeprefix("feel_"))


def _is_grave(turn: Turn, tone: Tone) -> bool:
    """Whether what is sensitive, and waits for a yes, was told as a loss or in a bad mood."""
    sensitive = any(reason == "sensitive" for reason, _ in turn.withheld)
    return sensitive and (tone.says_bad or _is_loss(turn, tone))


def _is_loss(turn: Turn, tone: Tone) -> bool:
    """Whether a loss is told that is not said to be over: "my mum is out of hospital" tells none."""
    return LOSS.search(turn.text) is not None and not tone.is_eased


class Respond(Verb):
    action_name = "action_reply"

    def __init__(
        self, memory: MemoryService, public_url: str, unasked: Unasked, mood: Mood, worth: Worth, catalog: Catalog
    ) -> None:
        super().__init__(memory, public_url)
        self._unasked, self._mood, self._worth, self._catalog = unasked, mood, worth, catalog

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        tone = self._mood.tone(turn.text, turn.feels)
        spiral = (
            not turn.spiral_met
            and not turn.is_button
            and turn.after_crisis is None
            and turn.intent not in ("affirm", "deny", "greet")
            and tone.says_bad
            and self._mood.is_spiral(turn.said)
        )
        events = self._respond(turn, reply, tone, spiral=spiral)
        if spiral and reply.pending is None:
            self._mood.meet_spiral(turn, reply)
            events.append(set_slot("spiral_met", True))
        return events

    def _respond(self, turn: Turn, reply: Reply, tone: Tone, *, spiral: bool) -> list[Event]:
        if turn.after_crisis == 1 and not turn.is_button:
            reply.say("utter_after_crisis")
            return []
        if turn.meant and not turn.is_button:
            acknowledge(turn, reply)
            meet_meant(turn, reply)
            return []
        if not turn.noted and not turn.withheld and ask_whether_name(turn, reply):
            return []
        if meet_unclear(turn, reply):
            return []
        if FORGETS.search(turn.text) and reply.profile.remembering != "unasked":
            return propose_forget(turn, reply)
        if WANTS.match(turn.text) and not turn.withheld and reply.profile.remembering != "unasked":
            acknowledge(turn, reply)
            suggest(turn, reply, self._catalog)
            return []
        sad = turn.answered == "question" and not turn.noted and tone.is_bad
        if not turn.withheld and not sad and reply_to_answer(_toned(turn, tone), reply):
            return []
        if turn.intent == "deny" and remarks.NOT_TO_KEEP.search(turn.text) and (told := just_told(turn, reply)):
            return propose(turn, reply, told)
        if remarks.SAID_OTHERWISE.match(turn.text) and (wrong := just_told(turn, reply) or drawn_before(turn, reply)):
            return self._correct(turn, reply, wrong[0])
        heavy = self._is_heavy(turn, tone) or _is_grave(turn, tone)
        noted = "utter_noted_heavy" if heavy else _noted(turn, reply, tone)
        if acknowledge(turn, reply, response=not_twice(turn, noted)):
            if reply.pending is None and ask_whether_name(turn, reply):
                return []
            if not spiral and turn.noted and not turn.withheld:
                if not noted.startswith(HARD):
                    ask_whether_holds(turn, reply, self._worth)
                self._unasked.add(turn, reply, heavy=heavy)
            return []
        if any(reason == "unasked" for reason, _ in turn.withheld):
            if turn.uttered & ASKED_AGAIN:
                reply.say("utter_not_kept_unasked")
                reply.amid_other = True
            elif not turn.opens:  # where a message opens the session, the question stands right above
                reply.say("utter_ask_consent_again", buttons=YES_NO)
            reply.pending = "consent"
            return []
        if remarks.PRESENT.match(turn.text):
            reply.say("utter_here")
        elif remarks.SORRY.match(turn.text):
            reply.say("utter_no_need_sorry")
        elif (turn.intent == "deny" or remarks.SAYS_NO.match(turn.text)) and decline_last(turn, self.memory):
            reply.say("utter_suggestion_declined")
        elif turn.intent in ("affirm", "deny") and turn.asks and len(turn.text.split()) > ASKED_BESIDE:
            if not answer(turn, reply):  # "ok, and do you have feelings?" is no yes to anything
                reply.say("utter_not_sure_what")
        elif turn.intent in ("affirm", "deny"):
            reply.say("utter_nothing_asked")
        elif turn.intent == "feel_good":
            reply.say("utter_feel_good")
        elif turn.intent == "feel_bad" and (tone.says_bad or not tone.is_eased and len(turn.text.split()) <= SIGH):
            self._meet_bad(turn, reply, spiral)
        elif turn.intent == "out_of_scope" and requests(turn.text):
            reply.say("utter_out_of_scope")
        elif turn.asks:
            if not answer(turn, reply):
                say_not_told(turn, reply)
        elif not requests(turn.text) and (tone.says_bad or _is_loss(turn, tone)):
            self._meet_bad(turn, reply, spiral)
        elif reply.profile.remembering == "paused":
            reply.say("utter_not_kept_paused" if reply.profile.consented_at else "utter_not_kept_off")
        elif remarks.goes_along(turn.text) or (turn.intent not in TELLS and remarks.is_remark(turn.text)):
            reply.say("utter_remark")
        else:
            say_not_noted(reply, "utter_did_not_follow" if turn.intent == "nlu_fallback" else "utter_heard")
        return []

    def _correct(self, turn: Turn, reply: Reply, wrong: Memory) -> list[Event]:
        """ "No, I said Friday": what was noted before is named, and goes if the person says so."""
        acknowledge(turn, reply)
        reply.say("utter_correct_beside", drawn=[wrong], buttons=WRONG_OR_NOT, quote=wrong.quote,
                  day=reply.day(wrong.told_at))  # fmt: skip
        reply.pending = "forget"
        return [set_slot("forget_ids", [wrong.id])]

    def _meet_bad(self, turn: Turn, reply: Reply, spiral: bool) -> None:
        if not spiral:  # which has a line of its own
            reply.say(not_twice(turn, "utter_feel_bad"))

    def _is_heavy(self, turn: Turn, tone: Tone) -> bool:
        """Whether what was noted weighs on the person: told as a loss, or in a bad mood. It is left alone then."""
        if not turn.noted or not (tone.says_bad or _is_loss(turn, tone)):
            return False
        noted = {m.quote for m in self.memory.memories(turn.user_id) if m.id in turn.noted}
        return any(self._worth.weighs(quote) for quote in noted)
