"""What the words alone decide, whatever the classifier makes of a message.

A crisis is one wherever its words are, and nothing is forgotten or stopped unless a word asks for that. Both are too
grave to be left to probabilities.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import authoring

CRISIS = "crisis"
FALLBACK = "nlu_fallback"

_FORGET = re.compile(
    r"\bf(?:or|ro)g[eo]?t\w*|\bdelet\w*|\beras\w*|\bremov\w*|\bwip\w*|\bclear\w*|\bpurg\w*|\bscrap\w*|\bscrub\w*"
    r"|\bstrike\b|\bdrop\b|\bdiscard\b|\bdestroy\b|\bunremember\b|\bunlearn\b|\brid of\b|\bstart over\b"
    r"|\btake\b.*\b(?:out|off|back)\b|(?:\bnot|n'?t) (?:have )?(?:remember|kept|keep|save|store|note)",
    re.IGNORECASE,
)
_KEEP = re.compile(
    r"\b(?:don'?t|do not|never|not|hate (?:it if|for)|hate to have|wouldn'?t want|rather you didn'?t)"
    r"(?: you| ever| please| dare| to| want| ?,)* (?:forg[eo]t|delet|eras|remov|wip|clear)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:stop|pause|off|don'?t|do not|not|no|nothing|disable|without|incognito|private|didn'?t|quit|cease|halt|never"
    r")\b",
    re.IGNORECASE,
)

ASKED_FOR = {
    "forget_something": _FORGET,
    "forget_everything": _FORGET,
    "stop_remembering": _STOP,
    "go_off_the_record": _STOP,
}
"""Without one of these words, a message is not taken for this intent."""


def read_crisis_words(path: Path) -> list[re.Pattern[str]]:
    """The patterns in crisis.yml.

    Raises:
        InvalidConfigException: the file is missing, or an entry has no working pattern.
    """
    try:
        words = yaml.safe_load(path.read_text(encoding="utf-8"))["words"]
        return [re.compile(entry["pattern"], re.IGNORECASE) for entry in words]
    except (OSError, KeyError, TypeError, re.error, yaml.YAMLError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise InvalidConfigException(f"{path}: `words` has to list patterns ({reason}).") from None


def decide(text: str, intent: str, crisis: list[re.Pattern[str]]) -> str:
    """The intent of a message by its words, where they decide; else `intent`."""
    plain = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    if any(pattern.search(plain) for pattern in crisis):
        return CRISIS
    asked = ASKED_FOR.get(intent)
    if asked and (not asked.search(plain) or _KEEP.search(plain)):
        return FALLBACK
    return intent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PlainWords(GraphComponent):
    """Stands after the classifiers and overrules them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # None: crisis.yml of the bot.
        return {"crisis": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlainWords:
        return cls(read_crisis_words(Path(config["crisis"] or authoring.authored("crisis.yml"))))

    def __init__(self, crisis: list[re.Pattern[str]]) -> None:
        self._crisis = crisis

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = message.get(INTENT) or {}
            intent = decide(message.get(TEXT) or "", str(found.get(INTENT_NAME_KEY)), self._crisis)
            if intent != found.get(INTENT_NAME_KEY):
                decided = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, decided, add_to_output=True)
                ranking = message.get(INTENT_RANKING_KEY) or []
                message.set(INTENT_RANKING_KEY, [decided, *ranking], add_to_output=True)
        return messages
