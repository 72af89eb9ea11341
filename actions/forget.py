"""Forgetting in the chat: names what it would forget, asks, and erases only after a yes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from actions.asking import agrees
from actions.reply import YES_NO, Reply, things
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot
from memory.errors import DiskFull
from memory.models import ErasureReport, Memory
from memory.recall.forgetting import points
from memory.recall.lexical import stems

_REQUEST = re.compile(
    r"^.*?\b(?:forget|delete|erase|remove|drop|unlearn|scrub|scrap|wipe|bin|nuke|lose|discard|strike|get rid of"
    r"|(?:rub|cross|chuck|take|throw) out|cross off"
    r"|(?:don['’]?t|do not) (?:remember|keep|note|save|store|hold on to)(?=[^.;]*$)|stop remembering)\b"
    r"\s*",
    re.IGNORECASE,
)
"""What stands before the words that say what is to be forgotten."""

_WHY = re.compile(
    r"(?:\s{0,3}[,;.!–—]\s{0,3}|\s{1,3})(?:(?:because|since|cos|cause)\b|(?:i|he|she|it|they|we|its|it['’]s)\b"
    r"(?= (?:is|are|was|would|will|don['’]?t|do not|can['’]?t|cannot|want|wants|hate|am|never|['’])| ['’]d)"
    r"|(?<=[,;.!] )it['’]?s\b).*$",
    re.IGNORECASE,
)
"""What follows on the subject and says why: "the dock, he would kill me"."""

_TURNED = re.compile(
    r"\b(?:that|the) (?:thing|part|bit|stuff) about (?P<what>[^,;.]+)[,;.]\W*(?:please )?(?:clear|scrap|delete"
    r"|remove|forget|erase|scrub)"
    r" (?:it|that)\b",
    re.IGNORECASE,
)
"""A request whose subject comes first: "that thing about Ada, clear it"."""


_FILLS = re.compile(
    r"^(?:\b(?:about|of|from|everything|all|anything|what|whatever|that|i|i've|ive|told|said|you|know|remember|have"
    r"|on|regarding|it|(?:the|all the) (?:part|thing|bit|stuff)s?)\b\s*)+",
    re.IGNORECASE,
)
"""What may stand before the subject itself."""

_OPENS_CLAUSE = frozenset(
    ["that", "where", "what", "when", "who", "which", "how", "old", "if", "whether", "things", "everything", "all"]
)
"""Words after which "I am" goes on with what is to be forgotten, and gives no reason."""


def said_after(text: str) -> str:
    """The words of "please forget that I live in Oslo, thanks" that say what: "that I live in Oslo"."""
    turned = _TURNED.search(text)
    named = turned["what"] if turned else _without_why(_REQUEST.sub("", text, count=1))
    return re.sub(r"[\s,]{0,9}(?:\b(?:please|pls|thanks?|ok(?:ay)?))?[\s.!?]{0,9}$", "", named).strip()


def subject_of(text: str) -> str:
    """What "please forget everything about my sister." is about: "my sister"."""
    return _FILLS.sub("", said_after(text))


def _without_why(named: str) -> str:
    at = 0
    while why := _WHY.search(named, at):
        before = named[: why.start()].split()
        if not before or before[-1].lower() not in _OPENS_CLAUSE:
            return named[: why.start()]
        at = why.start() + 1
    return named


def just_told(turn: Turn, reply: Reply) -> list[Memory]:
    """What the person's message before this one became."""
    return [memory for memory in reply.memory.memories(turn.user_id) if memory.message_id == turn.before_id]


FORGETS = re.compile(
    r"^\W*(?:(?:please|now|so|ok|and|but|you|u|can|could)\W+)*(?:take out|get rid of|forget|delete|erase|remove"
    r"|scratch)"
    r" (?:(?:the|what|that|my|about|everything|all)\b|[A-Za-z]+(?=[,.!]|$)(?<!it)(?<!me)(?<!them))|" + _TURNED.pattern,
    re.IGNORECASE,
)
"""A request to forget by its form, however it was understood."""


def propose(turn: Turn, reply: Reply, found: list[Memory]) -> list[Event]:
    """Names what would go, and asks."""
    found = [*found, *reply.memory.outcomes(turn.user_id, [memory.id for memory in found])]
    found = list({memory.id: memory for memory in found}.values())
    named = list({memory.quote: memory for memory in found}.values())
    reply.say("utter_forget_confirm", drawn=found, buttons=YES_NO, memories=reply.describe(named, listed=True))
    reply.pending = "forget"
    return [set_slot("forget_ids", [memory.id for memory in found])]


class ProposeForget(Verb):
    action_name = "action_propose_forget"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        return propose_forget(turn, reply)


def propose_forget(turn: Turn, reply: Reply) -> list[Event]:
    """Names what the message wants forgotten, and asks; nothing goes before a yes."""
    subject = said_after(turn.text)
    before = [memory.id for memory in just_told(turn, reply)]
    meant = reply.memory.to_forget(turn.user_id, subject, just_told=before, without=turn.noted)
    if meant.everything:
        return propose_everything(turn, reply)
    found = [memory for memory in reply.memory.memories(turn.user_id) if memory.id in meant.ids]
    if _waits(turn, reply, subject, found):
        reply.memory.drop_withheld(turn.user_id)
        reply.say("utter_sensitive_dropped")
        reply.settled = True
        return []
    if not found:
        reply.say("utter_forget_nothing_found")
        return []
    return propose(turn, reply, found)


def _waits(turn: Turn, reply: Reply, subject: str, found: Sequence[Memory]) -> bool:
    """Whether what waits for a yes is meant: by a word that points, or every word of the subject, and nothing kept."""
    waiting = [told.quote for one in reply.memory.withheld(turn.user_id) for told in one.told]
    if not waiting or points(subject):
        return bool(waiting)
    named = set(stems(subject_of(turn.text)))
    return bool(named) and not found and any(named <= set(stems(quote)) for quote in waiting)


class Forget(Verb):
    action_name = "action_forget"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if not agrees(turn, "forget"):
            return []
        there = {memory.id for memory in self.memory.memories(turn.user_id)}
        ids = [memory_id for memory_id in turn.forget_ids if memory_id in there]
        report = _erased(reply, lambda: self.memory.forget(turn.user_id, ids)) if ids else None
        if report and not report.residue:
            reply.say("utter_forgotten", count=report.memories, files=report.scanned_files)
        elif not ids:  # gone meanwhile, as on the page
            reply.say("utter_forget_nothing_found")
        reply.settled = True
        return []


def _erased(reply: Reply, erase: Callable[[], ErasureReport]) -> ErasureReport | None:
    """Erases, and says what could not be done; None where nothing is."""
    try:
        report = erase()
    except DiskFull:
        reply.say("utter_not_forgotten")
        return None
    if report.residue:
        reply.say("utter_forgotten_with_residue", residue=report.residue)
    return report


class ProposeForgetEverything(Verb):
    action_name = "action_propose_forget_everything"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        return propose_everything(turn, reply)


def propose_everything(turn: Turn, reply: Reply) -> list[Event]:
    """Asks whether all of it is to go."""
    ids = [memory.id for memory in reply.memory.memories(turn.user_id)]
    reply.say("utter_forget_everything_confirm", buttons=YES_NO, count=things(len(ids)))
    reply.pending = "forget_everything"
    return [set_slot("forget_ids", ids)]


class ForgetEverything(Verb):
    action_name = "action_forget_everything"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if not agrees(turn, "forget_everything"):
            return []
        report = _erased(reply, lambda: self.memory.forget_person(turn.user_id))
        reply.settled = True
        if report is None:
            return []
        if not report.residue:
            reply.say("utter_forgotten_everything", files=report.scanned_files)
        return [set_slot("memory", None), set_slot("remembering", "unasked")]


class Keep(Verb):
    action_name = "action_keep"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        reply.say("utter_kept")
        reply.settled = True
        return []
