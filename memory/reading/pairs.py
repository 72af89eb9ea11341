"""Scores pairs of texts: does this memory answer this question, and what does this fact do to that one.

One encoder (MiniLM with what `training/pairs` taught it) reads both texts together; two heads say the probabilities.
It needs numpy, onnxruntime and tokenizers; `memory.reading.export` makes the folder that it is loaded from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from memory.outbound import forbid_telemetry

ANSWERS = ("answers", "was", "nearest", "miss", "no")
"""What a memory is to a question. `was`: it answered before it changed; `nearest`: the same one, another attribute;
`miss`: it shares a name or words and is wrong."""

CHANGES = ("same", "exact", "replaces", "ends", "beside", "contradicts", "fulfils", "none")
"""What a later fact does to an earlier one; see ANNOTATION.md."""

MAX_TOKENS = (40, 72)
"""The tokens read of the first text of a pair and of the second; what is longer is cut."""

SPREAD = 8
"""Pairs that are read together differ by so many tokens at most: what is padded costs as much as what is read."""

Probabilities = npt.NDArray[np.float32]

_QUESTION = re.compile(r"[^.!?]*\?\W*\Z")


def memory_text(quote: str, before: str | None = None, who: str | None = None) -> str:
    """A memory as the model reads it.

    `before` is the bot's line where `quote` is a bare answer to it, of which the question at its end counts; `who` is
    the name of whom it tells, where the quote does not say it.
    """
    asked = _QUESTION.search(before or "")
    return " ".join(
        filter(None, [f"{who}:" if who else "", asked[0].strip() if asked else "", " ".join(quote.split())])
    )


def fact_text(
    quote: str,
    attribute: str = "",
    value: str = "",
    who: str | None = None,
    modality: str = "holds",
    before: str | None = None,
) -> str:
    """A fact as the model reads it; without an attribute the quote stands alone. `before` as in `memory_text`."""
    if not attribute:
        return memory_text(quote, before, who)
    name = f"{who or 'me'} {attribute.replace('_', ' ')}" + (f" ({modality})" if modality != "holds" else "")
    return f"{name} = {value} | {memory_text(quote, before)}"


@dataclass(frozen=True)
class Encoded:
    """Pairs as the model takes them, each array (pairs, tokens); `kind` is 0 for the first text, 1 for the second."""

    ids: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]


class PairTokens:
    """Turns pairs of texts into the tokens that the model reads."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._first, self._last = (int(self._tokenizer.token_to_id(name) or 0) for name in ("[CLS]", "[SEP]"))

    def words(self, texts: Sequence[str], limit: int) -> list[list[int]]:
        """The tokens of each text alone, at most `limit`."""
        return [one.ids[:limit] for one in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def join(self, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Encoded:
        """Pairs of tokens side by side, padded to the longest."""
        longest = max(len(first) + len(second) for first, second in pairs) + 3
        ids, kind, mask = (np.zeros((len(pairs), longest), np.int64) for _ in range(3))
        for at, (first, second) in enumerate(pairs):
            row = [self._first, *first, self._last, *second, self._last]
            ids[at, : len(row)] = row
            kind[at, len(first) + 2 : len(row)] = 1
            mask[at, : len(row)] = 1
        return Encoded(ids, kind, mask)


class PairScorer:
    """The exported model, on one CPU thread."""

    def __init__(self, session: Any, tokens: PairTokens) -> None:
        self._session, self._tokens = session, tokens

    @classmethod
    def load(cls, folder: Path) -> PairScorer:
        """Loads what `memory.reading.export` wrote to `folder`. Raises FileNotFoundError where it did not."""
        forbid_telemetry()
        import onnxruntime

        if not (folder / "pairs.onnx").is_file():
            raise FileNotFoundError(f"There is no exported pair model in {folder}. Run `make setup`, which exports it.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
        session = onnxruntime.InferenceSession(str(folder / "pairs.onnx"), options, providers=["CPUExecutionProvider"])
        return cls(session, PairTokens(folder / "tokenizer.json"))

    def answers(self, question: str, memories: Sequence[str]) -> Probabilities:
        """What each memory (see `memory_text`) is to the question; shape (memories, ANSWERS)."""
        (asked,) = self._tokens.words([question], MAX_TOKENS[0])
        told = self._tokens.words(memories, MAX_TOKENS[1]) if memories else []
        return self._score([(asked, one) for one in told], "answers", len(ANSWERS))

    def change(self, earlier: Sequence[str], later: str) -> Probabilities:
        """What `later` does to each earlier fact (see `fact_text`); shape (earlier, CHANGES)."""
        (new,) = self._tokens.words([later], MAX_TOKENS[1])
        old = self._tokens.words(earlier, MAX_TOKENS[1]) if earlier else []
        return self._score([(one, new) for one in old], "change", len(CHANGES))

    def _score(self, pairs: Sequence[tuple[list[int], list[int]]], head: str, labels: int) -> Probabilities:
        found = np.empty((len(pairs), labels), np.float32)
        batch: list[int] = []
        length = [len(first) + len(second) for first, second in pairs]
        for at in sorted(range(len(pairs)), key=length.__getitem__):
            if batch and length[at] > length[batch[0]] + SPREAD:
                found[batch] = self._run([pairs[i] for i in batch], head)
                batch = []
            batch.append(at)
        if batch:
            found[batch] = self._run([pairs[i] for i in batch], head)
        return found

    def _run(self, pairs: Sequence[tuple[list[int], list[int]]], head: str) -> Probabilities:
        read = self._tokens.join(pairs)
        (logits,) = self._session.run(
            [head], {"input_ids": read.ids, "token_type_ids": read.kind, "attention_mask": read.mask}
        )
        odds = np.exp(logits - logits.max(1, keepdims=True))
        return np.asarray(odds / odds.sum(1, keepdims=True), np.float32)


def described(folder: Path) -> dict[str, Any]:
    """What the model in `folder` was made of, and its scores: base model, dimension, hash of the data."""
    found: dict[str, Any] = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    return found
