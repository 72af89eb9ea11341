"""The rules of rules.yml, read and ready to be applied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.honesty.persons import Allowed
from memory.errors import SettingsInvalid

RULES = Path(__file__).with_name("rules.yml")

_DENIAL = re.compile(
    r"\b(?:not|never|cannot|no|nothing|neither|nobody|pretend\w*|untrue|if I said|without|refuse)\b|n't\b",
    re.IGNORECASE,
)


def denies(words: str) -> bool:
    """Whether these words turn what follows into its opposite."""
    return _DENIAL.search(words) is not None


@dataclass(frozen=True)
class Rule:
    """Finds one kind of claim in a sentence; rules.yml says what its fields mean."""

    name: str
    pattern: re.Pattern[str]
    example: str
    repair: str | None
    personal: bool
    absolute: bool

    def finds(self, sentence: str) -> bool:
        """Whether the sentence makes the claim and does not deny it."""
        return any(self.absolute or not denies(sentence[: match.start()]) for match in self.pattern.finditer(sentence))

    def mend(self, sentence: str) -> str:
        """The sentence without the claim; empty where it does not stand without it."""
        if self.repair is None:
            return ""
        mended = self.pattern.sub(self.repair, sentence).strip()
        return mended[:1].upper() + mended[1:]


@dataclass(frozen=True)
class Rules:
    """What may be said of the bot and of the person, what of nobody, and the words that a sentence is built with."""

    itself: Allowed
    person: Allowed
    frame: frozenset[str]
    refused: tuple[Rule, ...]


def read_rules(path: Path = RULES) -> Rules:
    """The rules in their order.

    Raises:
        SettingsInvalid: an entry is not one; the message says which.
    """
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = []
    for number, entry in enumerate(data["rules"], start=1):
        try:
            pattern = entry["pattern"]
            for name, words in data["words"].items():
                pattern = pattern.replace(f"<{name}>", words)
            rules.append(
                Rule(
                    entry["name"],
                    re.compile(pattern, re.IGNORECASE),
                    entry["example"],
                    entry.get("repair"),
                    bool(entry.get("personal", False)),
                    bool(entry.get("absolute", False)),
                )
            )
        except (KeyError, TypeError, re.error) as error:
            raise SettingsInvalid(f"{path}: rule {number} cannot be read ({error}).") from None
    frame = frozenset(data["frame"].split())
    return Rules(Allowed.of(data["itself"]), Allowed.of(data["person"]), frame, tuple(rules))
