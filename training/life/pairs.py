"""Every pair of a fact and an earlier one that is current when it is told, with what the annotation says it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from memory.life.evidence import Figures, New, evidence
from memory.life.learned import CLOSING, EFFECTS
from memory.life.means import Near
from memory.life.member import State
from memory.life.tables import ME
from memory.models import Vectors
from memory.reading import KEPT, Reading
from memory.recall.lexical import stems
from training.annotations import Fact as GoldFact
from training.annotations import Message, read_voice
from training.life.gold import Gold

VOICES = Path(__file__).parents[1] / "voices"
SPLIT: Mapping[str, list[str]] = json.loads((Path(__file__).parents[1] / "split.json").read_text())


@dataclass(frozen=True)
class Step:
    """A fact as it is told, after which earlier ones, and what it does to them by the annotation: effects by id."""

    gold: GoldFact
    new: New
    earlier: tuple[State, ...]
    effects: Mapping[str, str]
    now: datetime

    @property
    def figures(self) -> Figures:
        return evidence(self.new, self.earlier, self.now)


def sent_at(message: Message) -> datetime:
    at = datetime.fromisoformat(message.at)
    return at if at.tzinfo else at.replace(tzinfo=timezone.utc)


def state_of(reading: Reading, place: int, gold: GoldFact, message: Message) -> State:
    """An annotated fact as the state that it would be in the picture, of whom the annotation says."""
    fact = reading.facts[place]
    return State(
        gold.id, ME if gold.who == "me" else gold.who, fact.attribute, fact.value_text or reading.words(fact.quote),
        reading.words(fact.quote), sent_at(message), fact.modality, fact.negated, fact.about, fact.repeats, fact.weight,
        in_reply_to=message.bot,
    )  # fmt: skip


def steps(voice: str, near: Near | None = None) -> Iterator[Step]:
    """The facts of a voice in their order, each with what was current before it: changes are applied as annotated."""
    gold_reader, current = Gold(), dict[str, State]()
    names: dict[str, frozenset[str]] = {}
    for message in read_voice(VOICES / f"{voice}.jsonl"):
        reading, golds = gold_reader.read(message)
        clause_of = [place for place, clause in enumerate(reading.clauses) for _ in clause.facts]
        for at, gold in enumerate(golds):
            names |= {who: frozenset(stems(" ".join(called))) for who, called in gold_reader.names.items()}
            state = state_of(reading, at, gold, message)
            if state.modality not in KEPT:
                continue
            acts = {act.name for act in reading.clauses[clause_of[at]].acts}
            earlier = tuple(current.values())
            new = New(
                state, message.bot, "correct" in acts, any(act.startswith("answer") for act in acts), clause_of[at],
                names.get(state.who, frozenset()), names,
                near(state.quote, message.bot, earlier) if near and earlier else {},
            )  # fmt: skip
            effects = {target: does for does, targets in gold.does for target in targets if target in current}
            yield Step(gold, new, earlier, effects, state.told_at)
            for target, does in effects.items():
                if does in CLOSING:
                    del current[target]
            current[gold.id] = state


def label(effect: str | None) -> int:
    """The place of an effect among EFFECTS; behind them for none."""
    return EFFECTS.index(effect) if effect in EFFECTS else len(EFFECTS)


def embedding_once(embed: Callable[[Sequence[str]], Vectors]) -> Callable[[Sequence[str]], Vectors]:
    """`embed`, which makes the vector of a text once: a voice's memories are compared again and again."""
    held = dict[str, Vectors]()

    def embedded(texts: Sequence[str]) -> Vectors:
        if new := [text for text in dict.fromkeys(texts) if text not in held]:
            held.update(zip(new, embed(new), strict=True))
        return np.array([held[text] for text in texts])

    return embedded
