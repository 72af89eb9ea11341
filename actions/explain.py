"""The bot explains itself out of the ledger of uses and the settings: why, from where, what it noted, what it lacks."""

from __future__ import annotations

import re
from typing import Any

from actions.forget import subject_of
from actions.reply import Reply, things
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.models import CATEGORIES, Memory
from memory.service import MemoryService

UNKNOWN = ("people", "work", "places", "tastes", "habits", "goals", "pets", "study", "possessions")
"""Groups whose being empty is worth saying; health and belief are nobody's business unless they are told."""

ASKS = re.compile(r"\bask(?:s|ed|ing)?\b|\bquestion|\bwant to know\b|\bneed (?:to know|that|this|it)\b", re.I)
"""Words by which a "why" means a question of the bot's, and not what it said."""

KNOW = re.compile(r"\bknow\s+(?P<what>(?!that\b|this\b|it\b|all\b)\w.*?\w)\W{0,9}$", re.I)
"""What somebody asks the origin of: "where I live", "my wife's name"."""

REASON = re.compile(r"\bI (?:will )?ask\b[^.?]{0,200}? (so that [^.]{1,200})\.")
"""Where a question says why it is asked."""


def last_drawn(turn: Turn, memory: MemoryService) -> list[Memory]:
    """What the bot's last reply drew on; empty where it drew on nothing."""
    uses = memory.uses(turn.user_id)
    if not uses or (turn.before_at and uses[0].used_at < turn.before_at):
        return []
    drawn = {use.memory_id for use in uses if use.reply_id == uses[0].reply_id}
    return sorted((one for one in memory.memories(turn.user_id) if one.id in drawn), key=lambda one: one.told_at)


def say_nothing_used(turn: Turn, reply: Reply) -> None:
    """Says that the last reply drew on nothing, or that none has so far."""
    reply.say("utter_explain_written" if reply.memory.uses(turn.user_id) else "utter_explain_nothing")


class Explain(Verb):
    """Says which memories the last reply drew on, or why it asked what it asked."""

    action_name = "action_explain"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        drawn, reason = last_drawn(turn, self.memory), self._reason(turn, domain)
        if reason:
            reply.say("utter_why_asked", drawn=drawn, reason=reason)
        elif drawn:
            reply.say("utter_explain", drawn=drawn, memories=reply.describe(drawn))
        elif ASKS.search(turn.text):
            reply.say("utter_why_any")
        else:
            say_nothing_used(turn, reply)
        return []

    def _reason(self, turn: Turn, domain: dict[str, Any]) -> str | None:
        """What the bot's last line asked for, in the words in which it said so; None where it asked nothing."""
        if turn.in_reply_to is None or not ASKS.search(turn.text):
            return None
        reason = REASON.search(turn.in_reply_to)
        return reason[1] if reason else None


class SayHowKnown(Verb):
    """Says where it has something from: the words, the day, the channel, and how often it was used."""

    action_name = "action_say_how_known"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        named, subject = self._named(turn)[:1], self._subject(turn)
        if subject and not named:
            reply.say("utter_not_told" if reply.profile.remembering == "on" else "utter_not_told_paused")
            return []
        drawn = named or last_drawn(turn, self.memory)
        if not drawn:
            say_nothing_used(turn, reply)
            return []
        if len(drawn) > 1:
            reply.say("utter_explain", drawn=drawn, memories=reply.describe(drawn))
            return []
        (known,) = drawn
        reply.say(
            "utter_how_known", drawn=drawn, quote=known.quote, day=reply.day(known.told_at), channel=known.channel
        )
        return []

    @staticmethod
    def _subject(turn: Turn) -> str | None:
        """What of one's own the question names, such as "my hip"."""
        named = re.search(r"\b(?:know|hear|learn)\w* (?:\w+ )??(?:about|of) (?P<what>my \w+)", turn.text, re.I)
        return named["what"] if named else None

    def _named(self, turn: Turn) -> list[Memory]:
        """What "how do you know about my sister" or "how do you know where I live" names."""
        _, _, subject = turn.text.lower().partition(" about ")
        if own := self._subject(turn):
            subject = own
        if subject:
            return [m for m in self.memory.about(turn.user_id, subject_of(subject)) if m.status == "current"]
        asked = KNOW.search(turn.text)
        found = self.memory.recall(turn.user_id, asked["what"], 1) if asked else None
        return [match.memory for match in found.matches] if found and found.answerable else []


class SayWhatWasNoted(Verb):
    """Says what the last message became, or that nothing was noted of it and what was noted last."""

    action_name = "action_say_what_was_noted"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        messages = self.memory.messages(turn.user_id)
        by_id = {memory.id: memory for memory in self.memory.memories(turn.user_id)}
        became = [by_id[one["memory_id"]] for one in messages
                  if one["message_id"] == turn.before_id and one["memory_id"] in by_id]  # fmt: skip
        last = [by_id[one["memory_id"]] for one in messages if one["memory_id"] in by_id][-1:]
        if became:
            reply.say("utter_what_noted", drawn=became, memories=reply.describe(became))
        elif last:
            reply.say("utter_what_noted_last", drawn=last, memories=reply.describe(last))
        else:
            reply.say("utter_what_noted_nothing")
        return []


class SayWhatIsUnknown(Verb):
    """Says which groups are empty, and does not ask for any of it."""

    action_name = "action_say_what_is_unknown"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        told = {memory.category for memory in self.memory.memories(turn.user_id)}
        unknown = [category for category in CATEGORIES if category in UNKNOWN and category not in told]
        if unknown:
            reply.say("utter_what_unknown", groups=_join(unknown))
        else:
            reply.say("utter_what_unknown_anywhere")
        return []


class SayNotSold(Verb):
    """Says what becomes of what was told, with the person's own settings."""

    action_name = "action_say_not_sold"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        days = reply.profile.retention_days
        kept = f"for {days} days" if days else "until you delete it"
        reply.say("utter_not_sold", count=things(len(self.memory.memories(turn.user_id))), kept=kept,
                  link=f"{self.public_url}/memories")  # fmt: skip
        return []


class SayWhetherItRemembers(Verb):
    """ "Do you remember me?": in the one sense in which software can, with an example."""

    action_name = "action_say_whether_it_remembers"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        memories = [m for m in self.memory.memories(turn.user_id) if m.status == "current" and m.id not in turn.noted]
        example = next((memory for memory in memories if memory.sensitivity is None), None)
        if example is None:
            reply.say("utter_remember_nothing")
            return []
        first = min(memory.told_at for memory in memories)
        reply.say("utter_remember", drawn=[example], count=things(len(memories)), since=reply.day(first),
                  quote=example.quote, day=reply.day(example.told_at))  # fmt: skip
        return []


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
