"""Where the bot waits for a yes or a no, `yes_no.py` says what is one, and never the classifier."""

from __future__ import annotations

import re
from typing import Any, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, METADATA, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.nlu.yes_no import WAITS_FOR, read_answer

INTENTS = {"yes": "affirm", "no": "deny", "wrong": "correct_bot"}

UNREAD = "nlu_fallback"
"""What the classifier's "yes" is where the grammar reads none: the question is asked again."""

STANDS = ("crisis", "stop_remembering", "go_off_the_record", "set_sensitive")
"""Intents that stand beside a no: they ask for less to be kept, or for help."""

FORGETS = ("forget_something", "forget_everything")
"""They stand beside a no that is more than a no: "no, forget my brother" leaves nothing kept that is to go."""


_NO_FORGET = re.compile(
    r"^\W{0,5}(?:no|nope|nah|no thanks|no thank you)\b"
    r"(?:\W{1,5}(?:and|but|just|so|please|can you|could you|thanks)\b){0,3}"
    r"\W{1,5}(?:forget|delete|erase|remove|wipe|get rid of)\s(?!(?:it|that|this|them|those|these)\W*$)",
    re.IGNORECASE,
)
"""A no, and with it a wish to forget more than what was asked about, by its form."""
_OF_ALL = re.compile(
    r"\b(?:everything|it all|all (?:(?:of )?my (?:data|stuff|things|memories|info\w*|details)|about me|that|you))\b"
    r"(?!.{0,20}\b(?:about|of|on) (?!me\b|it\b|that\b))|\bmy (?:data|memories|memory|account|profile|history)\W*$",
    re.IGNORECASE,
)


def _forgets(text: str, intent: str) -> str | None:
    """The wish to forget that stands beside a no, whatever the classifier saw."""
    if intent in FORGETS:
        return intent
    if not _NO_FORGET.search(text):
        return None
    return "forget_everything" if _OF_ALL.search(text) else "forget_something"


def answer(text: str, pending: str | None, intent: str, *, amid_other: bool = False, notes: bool = True) -> str:
    """The intent of a message, by what the bot waits for an answer to; else `intent`.

    `notes` is False where others read along: nothing is decided there.
    """
    if pending is None or intent == "crisis":
        return intent
    found = read_answer(text, pending, amid_other=amid_other)
    if pending not in WAITS_FOR:  # a question that is answered in other words, too
        return INTENTS[found.reading] if found.whole and found.reading != "unclear" else intent
    if not notes:
        return UNREAD if intent in INTENTS.values() else intent
    if found.reading == "no" and not found.whole and pending != "consent" and (wish := _forgets(text, intent)):
        return wish  # before consent there is nothing that could be forgotten
    if found.reading in ("yes", "wrong") or (found.reading == "no" and intent not in STANDS):
        return INTENTS[found.reading]
    # A no harms nobody, so the classifier's counts as well, where nothing in the words speaks against it.
    return UNREAD if intent == "affirm" or (intent == "deny" and found.hedged) else intent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Answers(Component):
    """Stands last in the pipeline and reads a message as an answer to what was asked."""

    @classmethod
    def configured(cls, config: dict[str, Any], name: str) -> Answers:
        return cls()

    # Rasa hands the tracker over to a parameter with this very annotation.
    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045
        pending = tracker.get_slot("pending") if tracker else None
        asked = (tracker.get_slot("asked") if tracker else None) or {}
        for message in messages:
            found = str((message.get(INTENT) or {}).get(INTENT_NAME_KEY))
            notes = (message.get(METADATA) or {}).get("observe") is not False
            amid = bool(asked.get("amid_other"))
            intent = answer(message.get(TEXT) or "", pending, found, amid_other=amid, notes=notes)
            if intent != found:
                message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        return messages
