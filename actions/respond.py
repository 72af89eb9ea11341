"""action_reply: whatever is no request of its own is met by the first rule of RULES that it falls under."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actions import remarks
from actions.acknowledge import HARD, acknowledge
from actions.answering import answer, say_not_told
from actions.asking import ASKED_BESIDE, meet_unclear
from actions.beside import OfBot, answer_beside
from actions.catalog import Catalog
from actions.explain import last_drawn
from actions.follow_up import reply_to_answer
from actions.forget import FORGETS, just_told, propose, propose_forget
from actions.heard import Heard
from actions.meant import meet_meant
from actions.mood import Mood
from actions.naming import ask_whether_name
from actions.note_it import say_not_noted
from actions.phrases import requests
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

TELLS = ("tell_about_me", "give_name", "plan_went_well", "plan_went_badly", "plan_not_happened")
"""Intents of what is told: where nothing of it is noted, that has to be said."""

ASKED_AGAIN = frozenset({"utter_ask_consent_again", "utter_greet_consent", "utter_consent_again"})
"""Once in a session it is asked again whether it may remember; a third time would be a push."""

Events = list[Event] | None
"""What a rule did; None, and nothing is said, where the message does not fall under it."""


class Respond(Verb):
    action_name = "action_reply"

    def __init__(
        self,
        memory: MemoryService,
        public_url: str,
        unasked: Unasked,
        mood: Mood,
        worth: Worth,
        catalog: Catalog,
        of_bot: OfBot,
    ) -> None:
        super().__init__(memory, public_url)
        self.unasked, self._mood, self._worth, self.catalog, self.of_bot = unasked, mood, worth, catalog, of_bot

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        heard = Heard(turn, reply, self._mood.tone(turn.text, turn.feels), self._mood, self._worth)
        events = next(done for rule in RULES if (done := rule(self, heard)) is not None)
        if heard.is_spiral and reply.pending is None:
            self._mood.meet_spiral(turn, reply)
            return [*events, set_slot("spiral_met", True)]
        return events


def _after_crisis(verb: Respond, heard: Heard) -> Events:
    """The message right after a crisis: nothing of it is taken up but that help is there."""
    if heard.turn.after_crisis != 1 or heard.turn.is_button:
        return None
    heard.reply.say("utter_after_crisis")
    return []


def _may_command(verb: Respond, heard: Heard) -> Events:
    """What may be a command is asked about with one button; a complaint is answered with what is kept."""
    if not heard.turn.meant or heard.turn.is_button:
        return None
    acknowledge(heard.turn, heard.reply)
    meet_meant(heard.turn, heard.reply)
    return []


def _may_name(verb: Respond, heard: Heard) -> Events:
    """What may be a name, alone: asked whether it is one."""
    alone = not heard.turn.noted and not heard.turn.withheld
    return [] if alone and ask_whether_name(heard.turn, heard.reply) else None


def _unclear_answer(verb: Respond, heard: Heard) -> Events:
    """No clear answer to the question that waits, or a yes that comes late: asked again."""
    return [] if meet_unclear(heard.turn, heard.reply) else None


def _to_forget(verb: Respond, heard: Heard) -> Events:
    """A wish to forget, by its words."""
    if not FORGETS.search(heard.turn.text) or heard.reply.profile.remembering == "unasked":
        return None
    return propose_forget(heard.turn, heard.reply)


def _to_suggest(verb: Respond, heard: Heard) -> Events:
    """A wish for a suggestion, by its words."""
    turn, reply = heard.turn, heard.reply
    if not WANTS.match(turn.text) or turn.withheld or reply.profile.remembering == "unasked":
        return None
    acknowledge(turn, reply)
    suggest(turn, reply, verb.catalog)
    return []


def _answers_bot(verb: Respond, heard: Heard) -> Events:
    """An answer to what the bot asked: how a plan went, how it goes with a goal, a question back."""
    turn = heard.turn
    sad = turn.answered == "question" and not turn.noted and heard.tone.is_bad
    if turn.withheld or sad or not reply_to_answer(heard.as_answer(), heard.reply):
        return None
    return []


def _takes_back(verb: Respond, heard: Heard) -> Events:
    """A no to what was just noted: offered to be forgotten."""
    turn = heard.turn
    if turn.intent != "deny" or not remarks.NOT_TO_KEEP.search(turn.text):
        return None
    told = just_told(turn, heard.reply)
    return propose(turn, heard.reply, told) if told else None


def _corrects(verb: Respond, heard: Heard) -> Events:
    """ "No, I said Friday": what was noted before is named, and goes if the person says so."""
    turn, reply = heard.turn, heard.reply
    if not remarks.SAID_OTHERWISE.match(turn.text):
        return None
    wrong = next(iter(just_told(turn, reply) or _drawn_before(turn, reply)), None)
    if wrong is None:
        return None
    acknowledge(turn, reply)
    reply.say("utter_correct_beside", drawn=[wrong], buttons=WRONG_OR_NOT, quote=wrong.quote,
              day=reply.day(wrong.told_at))  # fmt: skip
    reply.pending = "forget"
    return [set_slot("forget_ids", [wrong.id])]


def _tells(verb: Respond, heard: Heard) -> Events:
    """What is told: what it asks besides is answered, then said what was noted and what was not, then one move."""
    turn, reply = heard.turn, heard.reply
    if not (turn.noted or turn.withheld or turn.failed):
        return None
    asked = answer_beside(turn, reply, verb.of_bot)
    noted = heard.noted_line()
    if not acknowledge(turn, reply, response=noted):
        return [] if asked else None
    if reply.pending is None and ask_whether_name(turn, reply):
        return []
    if not asked and not heard.is_spiral and turn.noted and not turn.withheld:
        if not noted.startswith(HARD):
            ask_whether_holds(turn, reply, heard.worth)
        verb.unasked.add(turn, reply, heavy=heard.is_heavy)
    return []


def _before_consent(verb: Respond, heard: Heard) -> Events:
    """Something is told before it was asked whether it may be remembered: asked once more."""
    turn, reply = heard.turn, heard.reply
    if all(reason != "unasked" for reason, _ in turn.withheld):
        return None
    if turn.uttered & ASKED_AGAIN:
        reply.say("utter_not_kept_unasked")
        reply.amid_other = True
    elif not turn.opens:  # where a message opens the session, the question stands right above
        reply.say("utter_ask_consent_again", buttons=YES_NO)
    reply.pending = "consent"
    return []


def _asks_presence(verb: Respond, heard: Heard) -> Events:
    """Asks whether anything answers at all."""
    return _line(heard, "utter_here") if remarks.PRESENT.match(heard.turn.text) else None


def _apologises(verb: Respond, heard: Heard) -> Events:
    """An apology."""
    return _line(heard, "utter_no_need_sorry") if remarks.SORRY.match(heard.turn.text) else None


def _declines(verb: Respond, heard: Heard) -> Events:
    """A no to what was suggested last."""
    says_no = heard.turn.intent == "deny" or remarks.SAYS_NO.match(heard.turn.text)
    return _line(heard, "utter_suggestion_declined") if says_no and decline_last(heard.turn, verb.memory) else None


def _yes_or_no(verb: Respond, heard: Heard) -> Events:
    """A yes or a no where nothing was asked; a question that begins with one is answered."""
    turn, reply = heard.turn, heard.reply
    if turn.intent not in ("affirm", "deny"):
        return None
    if not turn.asks or len(turn.text.split()) <= ASKED_BESIDE:
        return _line(heard, "utter_nothing_asked")
    return [] if answer(turn, reply) else _line(heard, "utter_not_sure_what")


def _is_glad(verb: Respond, heard: Heard) -> Events:
    """A good mood."""
    return _line(heard, "utter_feel_good") if heard.turn.intent == "feel_good" else None


def _is_low(verb: Respond, heard: Heard) -> Events:
    """A low mood."""
    if not heard.is_low:
        return None
    heard.meet_bad()
    return []


def _wants_else(verb: Respond, heard: Heard) -> Events:
    """A request for what the bot is not made for."""
    beyond = heard.turn.intent == "out_of_scope" and requests(heard.turn.text)
    return _line(heard, "utter_out_of_scope") if beyond else None


def _asks(verb: Respond, heard: Heard) -> Events:
    """A question: answered from what was told, or said that nothing was."""
    if not heard.turn.asks:
        return None
    beside = answer_beside(heard.turn, heard.reply, verb.of_bot)
    if not beside and not answer(heard.turn, heard.reply):
        say_not_told(heard.turn, heard.reply)
    return []


def _is_hard(verb: Respond, heard: Heard) -> Events:
    """Something hard, of which nothing was noted."""
    if requests(heard.turn.text) or not (heard.tone.says_bad or heard.is_loss):
        return None
    heard.meet_bad()
    return []


def _while_paused(verb: Respond, heard: Heard) -> Events:
    """Something else, while remembering is paused."""
    if heard.reply.profile.remembering != "paused":
        return None
    return _line(heard, "utter_not_kept_paused" if heard.reply.profile.consented_at else "utter_not_kept_off")


def _remarks(verb: Respond, heard: Heard) -> Events:
    """A remark that wants no explanation."""
    turn = heard.turn
    is_one = remarks.goes_along(turn.text) or (turn.intent not in TELLS and remarks.is_remark(turn.text))
    return _line(heard, "utter_remark") if is_one else None


def _anything(verb: Respond, heard: Heard) -> Events:
    """Anything else: said that it was not noted, with a way to have it noted."""
    say_not_noted(heard.reply, "utter_did_not_follow" if heard.turn.intent == "nlu_fallback" else "utter_heard")
    return []


RULES: tuple[Callable[[Respond, Heard], Events], ...] = (
    _after_crisis,
    _may_command,
    _may_name,
    _unclear_answer,
    _to_forget,
    _to_suggest,
    _answers_bot,
    _takes_back,
    _corrects,
    _tells,
    _before_consent,
    _asks_presence,
    _apologises,
    _declines,
    _yes_or_no,
    _is_glad,
    _is_low,
    _wants_else,
    _asks,
    _is_hard,
    _while_paused,
    _remarks,
    _anything,
)
"""In this order: docs/dialogue.md lists what each says of itself."""


def _line(heard: Heard, response: str) -> list[Event]:
    heard.reply.say(response)
    return []


def _drawn_before(turn: Turn, reply: Reply) -> list[Memory]:
    """What the bot's last reply drew on, names aside."""
    return [memory for memory in last_drawn(turn, reply.memory) if not is_name(memory) and memory.id not in turn.noted]
