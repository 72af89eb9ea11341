"""Forgetting in the chat: names what it would forget, asks, and erases only after a yes."""

from __future__ import annotations

import re
from typing import Any

from actions.turn import YES_NO, Reply, Turn, things
from actions.verb import Event, Verb, set_slot

_REQUEST = re.compile(
    r"^.*?\b(?:forget|delete|erase|remove|drop|unlearn|scrub|wipe|get rid of|don'?t remember|stop remembering)\b"
    r"(?:\s+(?:about|of|from|everything|all|anything|what|whatever|that|i|i've|ive|told|said|you|know|remember|have"
    r"|on|regarding|it|the (?:part|thing|bit)s?))*\s*",
    re.IGNORECASE,
)


def subject_of(text: str) -> str:
    """What "please forget everything about my sister." is about: "my sister"."""
    return re.sub(r"[\s,]*\b(?:please|pls|thanks?|ok(?:ay)?)?[\s.!?]*$", "", _REQUEST.sub("", text, count=1)).strip()


class ProposeForget(Verb):
    action_name = "action_propose_forget"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        subject = subject_of(turn.text)
        found = list(self.memory.about(turn.user_id, subject)) if subject else []
        if not found:
            reply.say("utter_forget_nothing_found")
            return []
        found += self.memory.outcomes(turn.user_id, [memory.id for memory in found])
        reply.say("utter_forget_confirm", drawn=found, buttons=YES_NO, memories=reply.describe(found, listed=True))
        return [set_slot("pending", "forget"), set_slot("forget_ids", [memory.id for memory in found])]


class Forget(Verb):
    action_name = "action_forget"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        there = {memory.id for memory in self.memory.memories(turn.user_id)}
        ids = [memory_id for memory_id in turn.forget_ids if memory_id in there]
        report = self.memory.forget(turn.user_id, ids)
        if report.residue:
            reply.say("utter_forgotten_with_residue", residue=report.residue)
        else:
            reply.say("utter_forgotten", count=report.memories, files=report.scanned_files)
        return [set_slot("pending", None), set_slot("forget_ids", None)]


class ProposeForgetEverything(Verb):
    action_name = "action_propose_forget_everything"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        ids = [memory.id for memory in self.memory.memories(turn.user_id)]
        reply.say("utter_forget_everything_confirm", buttons=YES_NO, count=things(len(ids)))
        return [set_slot("pending", "forget_everything"), set_slot("forget_ids", ids)]


class ForgetEverything(Verb):
    action_name = "action_forget_everything"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        report = self.memory.forget_person(turn.user_id)
        if report.residue:
            reply.say("utter_forgotten_with_residue", residue=report.residue)
        else:
            reply.say("utter_forgotten_everything", files=report.scanned_files)
        return [
            set_slot("pending", None),
            set_slot("forget_ids", None),
            set_slot("memory", None),
            set_slot("remembering", "unasked"),
        ]


class Keep(Verb):
    action_name = "action_keep"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        reply.say("utter_kept")
        return [set_slot("pending", None), set_slot("forget_ids", None)]
