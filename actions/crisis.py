"""A crisis is met with where people can be reached, by country: bot/crisis.yml. Nothing of the message is kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from actions.authored import BOT
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.errors import SettingsInvalid
from memory.service import MemoryService

CRISIS = BOT / "crisis.yml"

INTENT = "crisis"
"""What bot/nlu/plain_words.py makes of the words of a crisis."""

WITHHELD = (("crisis", "crisis"),)
"""What action_observe says of such a message: nothing of it is noted, and the transcript keeps no word of it."""


class MeetCrisis(Verb):
    action_name = "action_meet_crisis"

    def __init__(self, memory: MemoryService, public_url: str, help_lines: str) -> None:
        super().__init__(memory, public_url)
        self._help_lines = help_lines

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        reply.say("utter_crisis", help=self._help_lines)
        return []


def read_patterns(path: Path = CRISIS) -> list[re.Pattern[str]]:
    """What the words of a crisis are, for messages that come by no channel of Rasa's. Raises SettingsInvalid."""
    try:
        words = yaml.safe_load(path.read_text(encoding="utf-8"))["words"]
        return [re.compile(entry["pattern"], re.IGNORECASE) for entry in words]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, re.error) as error:
        raise SettingsInvalid(f"{path}: `words` has to list patterns ({type(error).__name__}: {error}).") from None


def read_help_lines(path: Path = CRISIS, country: str = "") -> str:
    """The general line and that of `country`, else of the one the file names, or of all where neither names one,
    one under the other.

    Raises:
        SettingsInvalid: the file cannot be read, or has no line for the country.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        general, lines, country = str(data["general"]), dict(data["help"]), country or data.get("country")
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise SettingsInvalid(f"{path} has to have `general` and `help` ({type(error).__name__}: {error}).") from None
    if country and country not in lines:
        raise SettingsInvalid(
            f"{path}: `help` has no line for {country}, which RETOLD_COUNTRY or `country` in the file names. "
            f"Add one, or choose of {', '.join(lines)}."
        )
    return "\n".join([general, *([lines[country]] if country else lines.values())])
