"""What the person would rather not be asked about, or not have brought up."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from actions.answering import say_not_told
from actions.explain import last_drawn
from actions.follow_up import reply_to_answer
from actions.forget import subject_of
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.models import Memory
from memory.recall.continuity import EARLIER, is_name

A_DAY = timedelta(hours=12)
"""What was told within this time was told "tonight"."""


class DoNotAsk(Verb):
    """The person would rather not: the question just asked is closed, or what they name is not raised again."""

    action_name = "action_do_not_ask"

    _SUBJECT = re.compile(
        r"^.*?\b(?:ask|bring|talk|remind|mention|raise)\w*\b(?: me| us)?(?: (?:again|up|any ?more))*"
        r"(?: (?:about|of|on|with))?\s*",
        re.I,
    )

    _LEAVE = re.compile(r"^.{0,200}?\bleave\s{1,3}(.{1,80}?)\s{1,3}(?:out\b.*|alone|be|aside)$", re.I)
    """The other way to say it: "leave Tom out of it"."""

    _NOTHING = re.compile(r"\b(?:questions?|anything)\b|\b(?:why|what for|how come)\W*$|\bleave me\b", re.I)
    """What is not to be asked where no memory is meant: "don't ask me why", "no more questions"."""

    _AGAIN = re.compile(r"[\s,]{0,4}\b(?:again|any ?more|ever|please|now|today)$", re.I)

    _TODAY = re.compile(
        r"(?:about )?(?:tonight|today|this evening|what happened|any of (?:this|it|that)|all (?:of )?(?:this"
        r"|that))\b.*",
        re.I,
    )
    """Everything that was told today: "don't bring up tonight"."""

    _NAMES = re.compile(r"(?:(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\s+\w|[A-Z][a-z])")
    """How a subject begins that says itself whom or what is meant, and not what was just spoken of."""

    _WHOM = re.compile(r"\b(?:him|her|them)\b", re.I)

    _WHOSE = re.compile(r"\byour (\w+)", re.I)
    """In a statement, whom or what it is about: "your grandmother"."""

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        subject = self._subject(turn.text)
        pointing = subject.lower() in ("", "it", "that", "this", "him", "her", "them")
        today = self._TODAY.fullmatch(subject) is not None
        about = [] if pointing or today else self.memory.about(turn.user_id, subject)
        named = [memory for memory in about if memory.status == "current"]
        by_name = not pointing and self._NAMES.match(subject) is not None
        meant = not (turn.is_button or about or by_name or self._NOTHING.search(turn.text))
        found = self._told_today(turn) if today else named or (self._spoken_of(turn) if meant else [])
        for memory in found:
            reply.move("silence", memory_id=memory.id)
        if reply_to_answer(turn, reply):
            return []
        if named:
            reply.say("utter_silenced", drawn=named, memories=reply.describe(named))
        elif by_name and not about:
            say_not_told(turn, reply)
        else:
            reply.say("utter_left_alone" if found else "utter_not_asked_again")
        return []

    def _told_today(self, turn: Turn) -> list[Memory]:
        now = self.memory.now()
        return [m for m in self.memory.memories(turn.user_id) if now - m.told_at < A_DAY and not is_name(m)]

    def _subject(self, text: str) -> str:
        """Whom or what is not to be raised: "Tom"; empty where nothing is named."""
        left = self._LEAVE.match(subject_of(text))
        named = left[1] if left else self._SUBJECT.sub("", text, count=1) if self._SUBJECT.match(text) else ""
        return self._AGAIN.sub("", subject_of(named))

    def _spoken_of(self, turn: Turn) -> list[Memory]:
        """What "that" is: what was told or named just before, and what else was told of the same people and things."""
        memories = self.memory.memories(turn.user_id)
        spoken = [memory for memory in memories if memory.message_id == turn.before_id]
        spoken += [memory for memory in last_drawn(turn, self.memory) if not is_name(memory)]
        if not spoken:  # a little while ago: the last that was told in this conversation, of people for "him"
            now = self.memory.now()
            recent = [memory for memory in memories if now - memory.told_at < EARLIER and not is_name(memory)]
            people = [memory for memory in recent if memory.category == "people" and self._WHOM.search(turn.text)]
            spoken = (people or recent)[:1]
        words = {word for memory in spoken for word in self._WHOSE.findall(memory.statement)}
        related = [memory for word in sorted(words) for memory in self.memory.about(turn.user_id, word)]
        return list({memory.id: memory for memory in (*spoken, *related)}.values())
