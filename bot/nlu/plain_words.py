"""What the words alone decide, whatever the classifier makes of a message.

A crisis is one wherever its words are, and nothing is forgotten, stopped, set or laughed at unless a word asks for it:
that is too grave, or too unkind where it is wrong, to be left to probabilities. `plain_words.yml` has the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import authoring
from bot.nlu.component import Component
from bot.nlu.extent import part_read

CRISIS = "crisis"
FALLBACK = "nlu_fallback"
WORDS_YML = Path(__file__).with_name("plain_words.yml")

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class AskedFor:
    """What has to be in a message of an intent, and what may not be."""

    intents: frozenset[str]
    wanted: tuple[Pattern, ...]
    unwanted: tuple[Pattern, ...]

    def is_met(self, text: str) -> bool:
        wanted = not self.wanted or any(pattern.search(text) for pattern in self.wanted)
        return wanted and not any(pattern.search(text) for pattern in self.unwanted)


@dataclass(frozen=True)
class Instead:
    """What a message of one of the intents (of any, where there are none) is instead, where the pattern is in it."""

    intents: frozenset[str]
    pattern: Pattern
    becomes: str

    def applies(self, text: str, intent: str) -> bool:
        return (not self.intents or intent in self.intents) and self.pattern.search(text) is not None


@dataclass(frozen=True)
class Words:
    crisis: tuple[Pattern, ...]
    asked_for: tuple[AskedFor, ...]
    instead: tuple[Instead, ...]


def read_words(crisis: Path, words: Path = WORDS_YML) -> Words:
    """The patterns of both files.

    Raises:
        InvalidConfigException: a file is missing, or an entry has no working pattern.
    """
    listed = _read(words)
    try:
        return Words(
            crisis=_compile(_read(crisis)["words"]),
            asked_for=tuple(
                AskedFor(frozenset(one["intents"]), _compile(one.get("any", ())), _compile(one.get("none", ())))
                for one in listed["asked_for"]
            ),
            instead=tuple(
                Instead(frozenset(one.get("intents", ())), _compile([one])[0], one["becomes"])
                for one in listed["instead"]
            ),
        )
    except (KeyError, TypeError, re.error) as error:
        reason = f"{type(error).__name__}: {error}"
        raise InvalidConfigException(f"{crisis} and {words} have to list patterns ({reason}).") from None


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise InvalidConfigException(f"{path} cannot be read ({type(error).__name__}: {error}).") from None


def _compile(entries: Any) -> tuple[Pattern, ...]:
    return tuple(re.compile(entry["pattern"], re.IGNORECASE) for entry in entries)


def decide(text: str, intent: str, words: Words) -> str:
    """The intent of a message by its words, where they decide; else `intent`."""
    if any(pattern.search(_plain(text)) for pattern in words.crisis):  # in all of it
        return CRISIS
    plain = _plain(part_read(text))
    intent = next((one.becomes for one in words.instead if one.applies(plain, intent)), intent)
    met = all(one.is_met(plain) for one in words.asked_for if intent in one.intents)
    return intent if met else FALLBACK


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PlainWords(Component):
    """Stands after the classifiers and overrules them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # None: crisis.yml of the bot.
        return {"crisis": None}

    @classmethod
    def configured(cls, config: dict[str, Any], name: str) -> PlainWords:
        return cls(read_words(Path(config["crisis"] or authoring.authored("crisis.yml"))))

    def __init__(self, words: Words) -> None:
        self._words = words

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = message.get(INTENT) or {}
            intent = decide(message.get(TEXT) or "", str(found.get(INTENT_NAME_KEY)), self._words)
            if intent != found.get(INTENT_NAME_KEY):
                decided = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, decided, add_to_output=True)
                ranking = message.get(INTENT_RANKING_KEY) or []
                message.set(INTENT_RANKING_KEY, [decided, *ranking], add_to_output=True)
        return messages
