"""What a message does: the classifier's intent beside what the reading says of its clauses. Neither is right alone.

Each row of `ROWS` is a kind of message, and the first that decides does. A command that changes something at once is
obeyed where both see one; where one of them does, a question with one button asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from memory.reading import Act, Reading
from memory.reading.reading import Clause

FALLBACK = "nlu_fallback"
OTHER = "out_of_scope"
COMPLAINT = "complaint"

COMMANDS = frozenset({"stop_remembering", "go_off_the_record", "resume_remembering", "set_sensitive",
                      "set_level_quiet", "set_level_acknowledge", "set_level_attentive",
                      "set_level_invested"})  # fmt: skip
"""Intents that change something at once. Whatever forgets names what would go and asks anyway."""

WANTED = {"want.pause": "stop_remembering", "want.resume": "resume_remembering",
          "want.level.quiet": "set_level_quiet", "want.level.acknowledge": "set_level_acknowledge",
          "want.level.attentive": "set_level_attentive", "want.level.invested": "set_level_invested"}  # fmt: skip
"""The command that an act is, whatever the classifier makes of the message."""

OF_BOT = frozenset({"ask_your_life", "ask_about_bot_more", "ask_what_you_are", "ask_are_you_human", "ask_do_you_care",
                    "ask_do_you_feel", "ask_how_are_you"})  # fmt: skip

KIND = frozenset({"say_love", "say_compliment", "thank", "laugh"})
"""Intents that are met with thanks, or with a smile."""

OF_SERVICE = frozenset({"ask_help", "ask_level", "ask_what_you_keep"})

FIXED = OF_BOT | KIND | OF_SERVICE | {"greet", "goodbye"}
"""Intents that are met with a line of the bot's, which answers no question about the person."""

TOLD = frozenset({"tell_about_me", "give_name", "feel_good", "feel_bad", "plan_went_well", "plan_went_badly"})
"""Intents with which what was told is noted, and said to be."""

UNMOVED = frozenset({"crisis", "forget_something", "forget_everything"})
"""Intents that no row but the first overrules: a crisis never, and a wish to forget is asked about in any case."""

SURE, ALONE = 0.7, 0.85
"""The classifier's confidence from which a command is obeyed that the reading sees as well, and that it has nothing
against. Chosen on the tuned voices and tests/nlu; docs/decisions.md has the figures."""

HALF, CERTAIN = 0.5, 0.95
"""From which confidence it is asked about, where the reading has nothing against it, and where it has; from the first
on it is obeyed where the reading sees the very same."""

SEEN, SAID, SURELY, ANSWERS = 0.2, 0.5, 0.6, 0.9
"""An act's probability from which it stands beside the classifier's command, against it, and for a command alone; and
that of an answer from which it is one and no command."""

SAYS = ("tell", "ask.", "feel.", "answer.value", "insult", "correct", "others", "praise", "danger.")
"""Beginnings of the acts of which none is a command. A joke is left out, since much that is short is taken for one."""

SHOWS = frozenset({"want.list", "want.why", "want.export", "want.help"})

BLAMES = ("ask.bot", "insult", "react", "joke", "correct")
"""Acts that a complaint is taken for."""

LEAD = 3
"""So many words at most stand before the subject of what is said of the bot: "so why don't you"."""

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Route:
    """The intent that the message has, and what action_reply is to ask or to meet: a command, or a complaint."""

    intent: str
    meant: str | None = None


@dataclass(frozen=True)
class Message:
    """A message as both see it."""

    intent: str
    confidence: float
    reading: Reading

    def said(self, clause: Clause) -> list[str]:
        return [word.lower().replace("’", "'") for word in _WORD.findall(self.reading.words(clause.span))]

    def surely(self, *names: str, least: float = SAID) -> Iterator[Clause]:
        """The clauses whose surest act, but for wanting to see something, begins with one of these names."""
        for clause in self.reading.clauses:
            act = surest(clause)
            if act and act.name.startswith(names) and act.confidence >= least:
                yield clause


def surest(clause: Clause) -> Act | None:
    """What a clause does most likely. To want to see something changes nothing, and says nothing against what does."""
    return next((act for act in clause.acts if act.name not in SHOWS), None)


def route(intent: str, confidence: float, reading: Reading) -> Route:
    """What the message does."""
    message = Message(intent, confidence, reading)
    return next((found for row in ROWS if (found := row(message))), Route(intent))


def _is_to_be_kept(message: Message) -> Route | None:
    """Asked outright to remember what is told with it: "can you remember that I park on level 4?"."""
    if message.intent in TOLD | {"crisis"}:
        return None
    return Route("note_it") if any(one.facts for one in message.surely("want.remember", least=SURELY)) else None


def _commands(message: Message) -> Route | None:
    """Something is to change at once. Settings of what is sensitive need both, however sure the classifier is."""
    if message.intent not in COMMANDS:
        return None
    seen = any(message.surely("want.", least=SEEN))
    against = any(message.surely(*SAYS))
    if message.intent.startswith("set_level"):  # "go on", to what the bot said, sets no level
        against |= any(message.surely("answer.", least=ANSWERS))
    named = any(message.surely(*(act for act, command in WANTED.items() if command == message.intent)))
    if not named and _complains(message):
        return Route(FALLBACK, COMPLAINT)
    if not against:
        alone = 2.0 if message.intent == "set_sensitive" else ALONE
        if message.confidence >= (HALF if named else SURE if seen else alone):
            return Route(message.intent)
    if asked := _asks_of_oneself(message):
        return asked
    asks = message.confidence >= (CERTAIN if against else HALF)
    return Route(FALLBACK, message.intent if asks else None)


def _asks_of_oneself(message: Message) -> Route | None:
    """A question about the person or theirs, which is no question about the bot: "do I have a girlfriend?"."""
    if message.intent not in FIXED | COMMANDS | {OTHER} or message.intent in OF_SERVICE and message.confidence >= SURE:
        return None
    for clause in message.reading.clauses:
        words = set(message.said(clause))
        own, other = words & _words("first"), words & _words("second")
        asks = clause in message.surely("ask.me")
        marked = message.reading.words(clause.span).rstrip().endswith("?") and message.intent in OF_BOT
        mine = own or not other and message.confidence < SURE and message.intent != OTHER  # "who made it?"
        if mine and asks or own and not other and marked:
            return Route("ask_about_me")
    return None


def _complains_of_bot(message: Message) -> Route | None:
    """ "You never listen to me": no thanks, and no command; what it keeps answers."""
    may_be = message.intent in KIND | {FALLBACK, OTHER, "tell_about_me"}
    return Route(FALLBACK, COMPLAINT) if may_be and _complains(message) else None


def _complains(message: Message) -> bool:
    """Whether a clause says or asks of the bot that it does not take in, or keep, what it is told."""
    for clause in message.reading.clauses:
        said = message.said(clause)
        at = next((at for at, word in enumerate(said) if word in _words("first") | _words("subject")), len(said))
        of_bot = at <= LEAD and at < len(said) and said[at] in _words("subject")
        if of_bot and set(said) & _words("denies") and set(said) & _words("attends"):
            act = surest(clause)
            return act is None or act.name in BLAMES
    return False


def _wants(message: Message) -> Route | None:
    """A command that the reading alone sees: it is asked about."""
    if message.intent in UNMOVED | COMMANDS | {OTHER}:  # "pause the audiobook" is of something else
        return None
    for clause in message.surely(*WANTED, least=SURELY):
        if (act := surest(clause)) and (command := WANTED.get(act.name)):
            return Route(FALLBACK, command)
    return None


ROWS: tuple[Callable[[Message], Route | None], ...] = (
    _is_to_be_kept,
    _commands,
    _asks_of_oneself,
    _complains_of_bot,
    _wants,
)


@cache
def _words(name: str) -> frozenset[str]:
    data = yaml.safe_load(Path(__file__).with_name("routing.yml").read_text(encoding="utf-8"))
    return frozenset(data[name].split(", "))
