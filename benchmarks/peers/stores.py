"""The memories that are compared, each filled with a person's turns. Each library is imported where it is used."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.peers.data import Turn

Embed = Callable[[list[str]], list[list[float]]]
Found = list[tuple[str, float]]
"""The ids of the turns found, the best first, with their scores."""


@dataclass(frozen=True)
class Filled:
    """A memory that was told a person's turns. `kept` are those of which it kept something; None for all."""

    search: Callable[[str], Found]
    kept: frozenset[str] | None = None


def chroma(turns: list[Turn], embed: Embed) -> Filled:
    import chromadb

    store = chromadb.EphemeralClient().get_or_create_collection(
        f"p{time.time_ns()}", metadata={"hnsw:space": "cosine"}, embedding_function=None
    )
    store.add(ids=[turn.id for turn in turns], embeddings=embed([turn.text for turn in turns]))

    def search(question: str) -> Found:
        found = store.query(query_embeddings=embed([question]), n_results=10)
        return [(key, 1 - far) for key, far in zip(found["ids"][0], found["distances"][0], strict=True)]

    return Filled(search)


def bm25s(turns: list[Turn], embed: Embed) -> Filled:
    import bm25s as library

    index = library.BM25()
    index.index(library.tokenize([turn.text for turn in turns], show_progress=False), show_progress=False)

    def search(question: str) -> Found:
        places, scores = index.retrieve(library.tokenize(question, show_progress=False), k=10, show_progress=False)
        return [(turns[at].id, float(score)) for at, score in zip(places[0], scores[0], strict=True)]

    return Filled(search)


def langgraph(turns: list[Turn], embed: Embed) -> Filled:
    from langgraph.store.memory import InMemoryStore

    store = InMemoryStore(index={"dims": 384, "embed": embed, "fields": ["text"]})
    for turn in turns:
        store.put(("person",), turn.id, {"text": turn.text})

    def search(question: str) -> Found:
        return [(item.key, item.score or 0.0) for item in store.search(("person",), query=question, limit=10)]

    return Filled(search)


def mem0(turns: list[Turn], embed: Embed) -> Filled:
    os.environ |= {"OPENAI_API_KEY": "unused", "MEM0_TELEMETRY": "False", "ANONYMIZED_TELEMETRY": "False"}
    from langchain_core.embeddings import Embeddings
    from mem0 import Memory

    class MiniLM(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embed(texts)

        def embed_query(self, text: str) -> list[float]:
            return embed([text])[0]

    folder = tempfile.mkdtemp()
    memory = Memory.from_config(
        {
            "vector_store": {"provider": "chroma", "config": {"collection_name": "person", "path": folder}},
            "embedder": {"provider": "langchain", "config": {"model": MiniLM()}},
            "history_db_path": f"{folder}/history.db",
        }
    )
    for turn in turns:
        memory.add([{"role": "user", "content": turn.text}], user_id="person", metadata={"turn": turn.id}, infer=False)

    def search(question: str) -> Found:
        found = memory.search(question, filters={"user_id": "person"}, top_k=10, threshold=0.0)
        return [(hit["metadata"]["turn"], float(hit["score"])) for hit in found["results"]]

    return Filled(search)


def coremem(turns: list[Turn], embed: Embed) -> Filled:
    import coremem.core
    import numpy as np

    class MiniLM:
        def encode(self, texts: list[str], **_: Any) -> Any:
            return np.array(embed(list(texts)))

    coremem.core._batch_embed_model = MiniLM()  # in the place of the model that it would download
    core = coremem.core.MemoryCore(path=f"{tempfile.mkdtemp()}/store")
    ids = core.ingest_many([{"role": "user", "content": turn.text, "metadata": {"turn": turn.id}} for turn in turns])
    keys = dict(zip(ids, (turn.id for turn in turns), strict=True))

    def search(question: str) -> Found:
        # "direct", since its other strategies ask a language model or download a cross-encoder.
        recalled = core.recall(question, strategy="direct", limit=10)
        return [(keys[one.memory.id], float(one.score)) for one in recalled]

    return Filled(search)


@cache
def reader() -> Any:
    from memory.reading.adapter import open_reader

    return open_reader()


def retold(turns: list[Turn], embed: Embed) -> Filled:
    import numpy as np

    from benchmarks.people import Person

    person = Person(reader(), lambda texts: np.array(embed(list(texts))))
    for turn in turns:
        person.tell(turn.text, turn.at, message_id=turn.id, in_reply_to=turn.before)

    def search(question: str) -> Found:
        best: dict[str, float] = {}
        for match in person.ask(question).matches[:10]:
            best.setdefault(match.memory.message_id, match.score)
        return list(best.items())

    return Filled(search, frozenset(memory.message_id for memory in person.memories))


STORES: dict[str, Callable[[list[Turn], Embed], Filled]] = {
    "chroma": chroma,
    "bm25s": bm25s,
    "langgraph": langgraph,
    "mem0": mem0,
    "coremem": coremem,
    "retold": retold,
}
