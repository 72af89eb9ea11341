"""What a message asks beside what it tells: each question is answered, by what it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from actions.answering import answer, say_not_told
from actions.authored import BOT
from actions.reply import Reply
from actions.turn import Turn
from memory.embeddings import Embedder
from memory.errors import SettingsInvalid
from memory.models import Vectors

LINES = {"ask.advice": "utter_no_advice", "ask.world": "utter_out_of_scope"}
"""What is said to a part that asks neither the memory nor about the bot."""


class OfBot:
    """The bot's fixed lines about itself, found by the examples of the questions that they answer."""

    def __init__(self, examples: Mapping[str, Sequence[str]], embedder: Embedder) -> None:
        """`examples` by the name of the response that answers them."""
        self._examples = [(line, text) for line, texts in examples.items() for text in texts]
        self._embedder = embedder

    def line(self, question: str) -> str:
        """The response whose examples are nearest to the question."""
        return self._examples[int(np.argmax(self.vectors @ self._embedder.embed([question])[0]))][0]

    @cached_property
    def vectors(self) -> Vectors:
        """Of the examples, a row each; made once, which takes seconds: the service does it while it starts."""
        return self._embedder.embed([text for _, text in self._examples])


def read_lines(folder: Path = BOT / "data") -> dict[str, list[str]]:
    """The examples of each intent that asks about the bot, by the fixed response that its rule names.

    Raises:
        SettingsInvalid: the rules or the examples cannot be read.
    """
    try:
        rules = [rule["steps"] for path in sorted((folder / "rules").glob("*.yml")) for rule in _list(path, "rules")]
        lines = {steps[0]["intent"]: steps[1]["action"] for steps in rules if _is_fixed(steps)}
        found = [one for path in sorted((folder / "nlu").glob("*.yml")) for one in _list(path, "nlu")]
        examples: dict[str, list[str]] = {}
        for one in found:
            if line := lines.get(one.get("intent")):
                examples.setdefault(line, []).extend(text.removeprefix("- ") for text in one["examples"].splitlines())
        return examples
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise SettingsInvalid(f"{folder}: the bot's rules and examples cannot be read ({error}).") from None


def _list(path: Path, key: str) -> list[dict[str, Any]]:
    return list((yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get(key) or ())


def _is_fixed(steps: list[dict[str, Any]]) -> bool:
    asks = len(steps) > 1 and str(steps[0].get("intent", "")).startswith("ask_")
    return asks and str(steps[1].get("action", "")).startswith("utter_")


def answer_beside(turn: Turn, reply: Reply, of_bot: OfBot) -> bool:
    """Answers the parts that ask, where others do something else; False, silent, where there are none."""
    asking = [part for part in turn.parts if part.asks]
    if not asking or len(asking) == len(turn.parts):
        return False
    for part in asking:
        alone = replace(turn, text=part.words, parts=(part,))
        if part.asks == "ask.bot":
            reply.say(of_bot.line(part.words))
        elif part.asks in LINES:
            reply.say(LINES[part.asks])
        elif not answer(alone, reply):
            say_not_told(alone, reply)
    return True
