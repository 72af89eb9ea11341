"""What of a message is sensitive: by the lexicon's words, or by what was taught over the vector of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from memory.embeddings import Embedder
from memory.life import Learned
from memory.understand.sensitive import sensitivity
from memory.understand.taught import taught

MOST = 240
"""Characters of a message that are looked at as a whole; a longer one is looked at piece by piece alone."""

_MARKUP = re.compile(r"<[^<>]{1,200}>|https?://\S+|[{}()\[\]=;|\\/<>]+")
"""Marks of a page or of code: the model was taught what people say, and means nothing by these."""

_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")


class Sensing:
    """Looks at texts with the embedder whose vectors the memories have; with another model's, by the lexicon alone."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def kinds(self, texts: Sequence[str]) -> list[str | None]:
        """Of what kind each text is; None for what is not sensitive."""
        found = [sensitivity(text) for text in texts]
        model = taught(self._embedder.name, self._embedder.dimension)
        rest = [at for at, kind in enumerate(found) if kind is None]
        if model and rest:
            for at, layers in zip(
                rest, self._embedder.embed_layers([_MARKUP.sub(" ", texts[at]) for at in rest]), strict=True
            ):
                found[at] = model.kind(layers)
        return found

    def kind_of_message(self, text: str) -> str | None:
        """Of what kind a message is, as a whole or by one of its sentences."""
        sentences = [one for one in _SENTENCE.split(text.strip()) if one]
        texts = sentences if len(sentences) == 1 else [text[:MOST], *sentences]
        return next((kind for kind in self.kinds(texts) if kind), None)

    def mark(self, told: Sequence[Learned], message: str) -> tuple[Learned, ...]:
        """What was told, with what is sensitive of it marked; all of it, where only the message as a whole is."""
        plain = [one for one in told if one.sensitivity is None]
        if not plain:
            return tuple(told)
        kinds = dict(zip((one.quote for one in plain), self.kinds([one.quote for one in plain]), strict=True))
        marked = tuple(replace(one, sensitivity=one.sensitivity or kinds[one.quote]) for one in told)
        whole = message.strip()
        if any(one.sensitivity for one in marked) or len(whole) > MOST or whole in kinds:
            return marked
        (kind,) = self.kinds([whole])
        return tuple(replace(one, sensitivity=kind) for one in marked)
