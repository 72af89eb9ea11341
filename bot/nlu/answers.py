"""What a message answers while the bot waits for a yes or a no, however much is said beside it.

The classifier reads a message on its own: "yes, of course, remember away, I forget everything" is none to it. What was
asked decides then, and only a message that begins with its answer is taken for one.
"""

from __future__ import annotations

import re
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.extent import part_read

WAITS_FOR = ("consent", "sensitive", "forget", "forget_everything")
"""Values of the slot `pending` that wait for a yes or a no."""

PLAIN = ("affirm", "deny")
"""What the classifier takes for an answer by itself: it stands, but where it is long and begins with the other."""

PLAIN_WORDS = 4

DECIDED = ("crisis", "forget_something", "forget_everything", "stop_remembering", "go_off_the_record", "set_sensitive")
"""Intents that stand whatever was asked: they ask for less to be kept, or for help."""

_FILLERS = r"^\W*(?:(?:ok(?:ay)?|oh|ah|well|so|mm+|hm+|uh+|all ?right|alright|fine|good|right|haha?|lol)\W+)*"

_YES = re.compile(
    rf"{_FILLERS}(?:y|ya|ye[ahps]*|yup|yh|aye|si|ja|sure|of course|course|certainly|absolutely|definitely|please do"
    r"|go (?:on|ahead|for it)|why not|by all means|(?:you|u|ya) (?:may|can|could)\b(?! (?:not|never))"
    r"|(?:i )?(?:don'?t|do not) mind|no (?:problem|worries|bother|objections?)|sounds (?:good|fine)"
    r"|(?:it'?s|that'?s|its|thats) (?:fine|ok(?:ay)?|no secret)|(?:keep|note) (?:it|that|this)\b"
    r"|remember (?:it|that|this|away|all))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"{_FILLERS}(?:no(?! (?:problem|worries|bother|objections?|secret))|nope|nah|na(?:w|y)|not (?:yet|now|really"
    rf"|today|this|that)"
    r"|never|rather not|better not|(?:i'?d|i would) rather (?:you )?(?:not|didn'?t)|please don'?t|don'?t\b"
    r"|do not\b(?! mind))\b",
    re.IGNORECASE,
)
_CONSENTS = re.compile(
    r"\b(?:you|u) (?:may|can) (?:\w+ )?(?:remember|keep|note|store|save|write)\b(?! (?:nothing|no))", re.IGNORECASE
)
"""A yes to the question of consent that does not begin with one: "then you may remember"."""
_HALF = re.compile(r"\b(?:but|except|not|only|just|leave|keep|don'?t|without|apart)\b", re.IGNORECASE)
"""Words of a yes that is none to all of it: nothing is erased on "yes, but keep the part about my sister"."""

MOST_WORDS = 8
"""A yes to forgetting that is longer is not clear enough."""


def answer(text: str, pending: str | None, intent: str) -> str:
    """The intent of a message, by what the bot waits for an answer to; else `intent`."""
    if pending not in WAITS_FOR or intent in DECIDED:
        return intent
    plain = " ".join(part_read(text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    if intent in PLAIN and (pending in ("forget", "forget_everything") or len(plain.split()) <= PLAIN_WORDS):
        return intent
    if _NO.search(plain):
        return "deny"
    if pending in ("forget", "forget_everything"):
        clear = _YES.search(plain) and not _HALF.search(plain) and len(plain.split()) <= MOST_WORDS
        return "affirm" if clear else intent
    if _YES.search(plain) or (pending == "consent" and _CONSENTS.search(plain) and not plain.endswith("?")):
        return "affirm"
    return intent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Answers(GraphComponent):
    """Stands last in the pipeline and reads a message as an answer to what was asked."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Answers:
        return cls()

    # Rasa hands the tracker over to a parameter with this very annotation.
    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045
        pending = tracker.get_slot("pending") if tracker else None
        for message in messages:
            found = str((message.get(INTENT) or {}).get(INTENT_NAME_KEY))
            intent = answer(message.get(TEXT) or "", pending, found)
            if intent != found:
                message.set(INTENT, {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        return messages
