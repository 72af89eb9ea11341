"""Reads a message with the exported encoder and the heads: numpy, onnxruntime and tokenizers alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from memory.reading.taught.decode import ACT_FLOOR, Labels, Part, chances, decode
from memory.reading.taught.heads import Array, Heads, sigmoid, softmax
from memory.reading.taught.loading import WEIGHTS, Encoder, load_encoder, load_heads
from memory.reading.taught.pieces import Pieces, split
from memory.reading.taught.requests import RequestHead
from memory.reading.taught.sensitivity import Sensitivity
from memory.reading.taught.tagged import (
    AskTag,
    ClauseTag,
    FactTag,
    MentionTag,
    Tagged,
    WhenTag,
    Who,
)

ASKS_FROM = 0.1
"""A clause that asks the memory with this probability or more is told what it asks."""

DANGER = "abuse"
"""The kind that is looked for twice."""

TWICE = 2
"""Parts of a message in which it is: of more, reading would take too long."""


class Tagger:
    """Says of a message what the taught reader sees in it."""

    def __init__(
        self,
        encoder: Encoder,
        tokenizer: Any,
        heads: Heads,
        labels: Labels,
        sensitivity: Sensitivity | None = None,
        requests: RequestHead | None = None,
    ) -> None:
        """Without `sensitivity` and `requests`, which are fitted last, no clause is sensitive or a request."""
        self._encoder, self._tokenizer = encoder, tokenizer
        self._heads, self.labels, self._sensitivity, self._requests = heads, labels, sensitivity, requests

    @classmethod
    def load(cls, folder: Path, weights: Path | None = None) -> Tagger:
        """The tagger of the export in `folder`, on one CPU thread; `weights`: the folder of all weights and MADE.

        Raises:
            FileNotFoundError: a file is missing; the message says how it is made.
            ValueError: the weights were not taught together.
        """
        weights = weights or Path(__file__).parent
        taught = weights / WEIGHTS
        fitted = Sensitivity.load(weights, taught), RequestHead.load(weights, taught)
        return cls(*load_encoder(folder), *load_heads(weights), *fitted)

    def tag(self, text: str, in_reply_to: str | None = None) -> Tagged:
        """What is in `text`, which answers the line `in_reply_to`. Never raises on any text."""
        clauses: list[ClauseTag] = []
        mentions: list[MentionTag] = []
        whens: list[WhenTag] = []
        facts: list[FactTag] = []
        alone = list(split(self._tokenizer, text, None))
        for number, pieces in enumerate(split(self._tokenizer, text, in_reply_to)):
            encoded = self._encoder(pieces)
            part = decode(encoded.states, pieces, self._heads, self.labels)
            sensitive = self._kinds(encoded.layers, part.clauses)
            if in_reply_to and number < TWICE:
                before = pieces.begin - alone[number].begin
                by_itself = [(first - before, beyond - before) for first, beyond in part.clauses]
                sensitive = _danger_too(sensitive, self._kinds(self._encoder(alone[number]).layers, by_itself))
            whens += [WhenTag(*_characters(pieces, one.first, one.last), one.probability) for one in part.whens]
            facts += [
                fact
                for fact in self._facts(part, pieces, len(clauses), len(mentions))
                if number == 0 or not fact.in_reply  # every part is read with the line before it
            ]
            requests = self._requests.of(encoded.layers, part.clauses) if self._requests else [0.0] * len(sensitive)
            found = self._clauses(part, pieces, len(mentions), sensitive)
            clauses += [replace(one, requests=wants) for one, wants in zip(found, requests, strict=True)]
            mentions += self._mentions(part, pieces)
        return Tagged(tuple(clauses), tuple(mentions), tuple(whens), tuple(facts))

    def acts_of(self, pieces: Pieces, clause: tuple[int, int]) -> dict[str, float]:
        """The probability of every act of a clause whose pieces are given; for who scores the acts alone."""
        states = self._encoder(pieces).states
        acts = self._heads.acts(self._heads.clauses(states, [clause]))[0]
        return {name: float(chance) for name, chance in zip(self.labels.acts, acts, strict=True)}

    def _kinds(self, layers: Array, clauses: list[tuple[int, int]]) -> list[dict[str, float]]:
        """Of what kind sensitive each clause is."""
        return self._sensitivity.of(layers, clauses) if self._sensitivity else [{}] * len(clauses)

    def _clauses(self, part: Part, pieces: Pieces, mentions: int, sensitive: list[dict[str, float]]) -> list[ClauseTag]:
        found = []
        for i, (first, beyond) in enumerate(part.clauses):
            acts = {
                name: float(chance)
                for name, chance in zip(self.labels.acts, part.acts[i], strict=True)
                if chance >= ACT_FLOOR
            }
            asks = acts.get("ask.me", 0.0) >= ASKS_FROM
            asked = self._asked(part, pieces, i, mentions) if asks else None
            found.append(ClauseTag(*_characters(pieces, first, beyond - 1), acts, asked, sensitive[i]))
        return found

    def _asked(self, part: Part, pieces: Pieces, clause: int, mentions: int) -> AskTag:
        labels, row = self.labels, part.asked[clause]
        ends = np.cumsum([len(labels.attributes) + 1, len(labels.types), len(labels.times)])
        attribute, type_, time, all_ = np.split(row, ends)
        of = {
            **chances(attribute, (*labels.attributes, "")),
        }
        name, type_of, time_of = (
            max(one, key=lambda key: one[key])
            for one in (of, chances(type_, labels.types), chances(time, labels.times))
        )
        who, sure = _who(part.ask_points[clause], part, pieces, mentions)
        return AskTag(
            name or None,
            of[name],
            type_of,
            time_of,
            float(sigmoid(all_[0])),
            who,
            sure,
        )

    def _mentions(self, part: Part, pieces: Pieces) -> list[MentionTag]:
        found = []
        for one, row in part.mentions:
            kinds = chances(row[1 : 1 + len(self.labels.kinds)], self.labels.kinds)
            relations = chances(row[1 + len(self.labels.kinds) :], ("", *self.labels.relations))
            relation = max(relations, key=lambda name: relations[name])
            found.append(
                MentionTag(
                    *_characters(pieces, one.first, one.last),
                    max(kinds, key=lambda name: kinds[name]),
                    one.probability,
                    relation or None,
                    relations[relation],
                )
            )
        return found

    def _facts(self, part: Part, pieces: Pieces, clauses: int, mentions: int) -> list[FactTag]:
        labels, found = self.labels, []
        for value, attribute, clause, details, points in part.facts:
            ends = np.cumsum([len(labels.modalities), 1, 4])
            modality, negated, weight, sensitive = np.split(details, ends)
            who, sure = _who(points, part, pieces, mentions)
            found.append(
                FactTag(
                    *_characters(pieces, value.first, value.last),
                    labels.attributes[attribute],
                    value.probability,
                    who,
                    sure,
                    chances(modality, labels.modalities),
                    float(sigmoid(negated[0])),
                    float(softmax(weight) @ np.arange(4)),
                    {
                        name: float(chance)
                        for name, chance in zip(labels.sensitive, sigmoid(sensitive), strict=True)
                        if chance >= ACT_FLOOR
                    },
                    clauses + clause,
                    value.first < pieces.begin,
                )
            )
        return sorted(found, key=lambda fact: (fact.clause, fact.value_start))


def _danger_too(here: list[dict[str, float]], by_itself: list[dict[str, float]]) -> list[dict[str, float]]:
    """What is sensitive `here`, after the line before; but danger where the words alone rather say it than not: as an
    answer to "What should I call you?", "my husband hits me" reads as a name."""
    return [
        alone if alone.get(DANGER, 0.0) >= 0.5 else kinds  # never of both: their sum would mean nothing
        for kinds, alone in zip(here, by_itself, strict=True)
    ]


def _characters(pieces: Pieces, first: int, last: int) -> tuple[int, int]:
    return pieces.offsets[first][0], pieces.offsets[last][1]


def _who(points: Array, part: Part, pieces: Pieces, mentions: int) -> tuple[Who, float]:
    """The likeliest of: the person ([CLS]), nobody named here (the last [SEP]), or one of the part's mentions."""
    places = [0, len(pieces) - 1, *(one.first for one, _ in part.mentions)]
    chance = softmax(points[places])
    best = int(np.argmax(chance))
    who: Who = "me" if best == 0 else "left_out" if best == 1 else mentions + best - 2
    return who, float(chance[best])
