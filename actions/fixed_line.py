"""What stands beside a fixed line of the bot: what the message told besides."""

from __future__ import annotations

from typing import Any

from actions.acknowledge import NOT_READ, acknowledge
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb

SAID = {"secret", "sensitive", "asked", "too_many", NOT_READ}
"""Why something was not kept that is to be said beside a fixed line, too."""


class Acknowledge(Verb):
    """Stands beside fixed lines: who says goodbye may tell something with it, and nothing is noted unsaid."""

    action_name = "action_acknowledge"
    below_a_line = True

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if turn.noted or turn.failed or SAID & {reason for reason, _ in turn.withheld}:
            acknowledge(turn, reply)
        return []
