"""Compare recall with other memories that need no language model, on the same data and the same MiniLM, in one run.

    python -m benchmarks.peers FILE.jsonl.gz... [--limit N] [--environment FOLDER]

A FILE is in the format of LoCoMo (speakers, sessions of dated turns with ids, questions with the turns that answer
them), each speaker a person who tells all their turns; or of PrefEval (topic, preference, question), each person with
five preferences of every topic. The peers are installed, with the versions below, into an environment of their own
(FOLDER, by default `retold-peers` in the folder for temporary files), never into the product's. A peer stores every
turn, Retold what it captures. Prints recall of the answering turns among the first k, the share of them that was kept
at what share of all turns, how well the best score tells questions that have an answer from those that have none (AUC),
and CPU, vectors included, of which Retold makes two a memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = (
    "mem0ai==2.2.1",
    "chromadb==1.5.9",
    "bm25s==0.3.16",
    "langgraph==1.2.22",
    "coremem==0.17.1",
    "langchain",
    "onnxruntime",
    "tokenizers",
    "numpy>=2",
)
PEERS = ("chroma", "bm25s", "langgraph", "mem0", "coremem")
START = datetime(2026, 1, 5, 9, tzinfo=timezone.utc)


def first_person(question: str, name: str) -> str:
    """The question as that speaker would ask it."""
    first = re.escape(name.split()[0])
    question = re.sub(rf"\b{first}['\u2019]s\b", "my", question, flags=re.I)
    return re.sub(rf"\b{first}\b", "I", question, flags=re.I)


def people_of(path: str, limit: int) -> list[dict[str, Any]]:
    """Each person with their turns and the questions to them; a question without an answer has no evidence."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return tastes(rows, limit) if "preference" in rows[0] else speakers(rows[: limit or None])


def tastes(rows: list[dict[str, str]], limit: int) -> list[dict[str, Any]]:
    """PrefEval: a question asks for advice, and one of the person's preferences bears on it."""
    topics: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        topics.setdefault(row["topic"], []).append(row)
    people = []
    for n in range(min(len(of_topic) for of_topic in topics.values()) // 5)[: limit or None]:
        pool = [row for of_topic in topics.values() for row in of_topic[5 * n : 5 * n + 5]]
        told = [
            (f"p{j}", row["preference"], None, (START + timedelta(days=j)).isoformat()) for j, row in enumerate(pool)
        ]
        people.append({"turns": told, "questions": [(row["question"], [f"p{j}"], True) for j, row in enumerate(pool)]})
    return people


def begun(session: dict[str, Any]) -> datetime:
    """When a session began, where it says so as LoCoMo does."""
    try:
        return datetime.strptime(session["date"], "%I:%M %p on %d %B, %Y").replace(tzinfo=timezone.utc)
    except (KeyError, TypeError, ValueError):
        return START + timedelta(days=session["session"])


def speakers(talks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """LoCoMo: two people who tell one another of their lives."""
    people = []
    for talk in talks:
        who = {turn["id"]: turn["speaker"] for session in talk["sessions"] for turn in session["turns"]}
        for speaker in talk["speakers"]:
            turns, questions = [], []
            for session in talk["sessions"]:
                for n, turn in enumerate(session["turns"]):
                    if turn["speaker"] == speaker:
                        before = session["turns"][n - 1] if n else None
                        at = begun(session) + timedelta(minutes=n)
                        turns.append((turn["id"], turn["text"], before["text"] if before else None, at.isoformat()))
            for question in talk["qa"]:
                wanted = [turn for turn in question["evidence"] if who.get(turn) == speaker]
                named = speaker.split()[0].lower() in question["question"].lower()
                adversarial = question["category"] == 5
                if (named and adversarial) or (wanted and not adversarial):
                    questions.append(
                        (first_person(question["question"], speaker), [] if adversarial else wanted, named)
                    )
            people.append({"turns": turns, "questions": questions})
    return people


def embedder(model: str, tokenizer: str) -> Callable[[list[str]], Any]:
    """The product's MiniLM, with a cache: every peer gets the same vectors."""
    from memory.embeddings.onnx import OnnxEmbedder

    real, cache = OnnxEmbedder(Path(model), Path(tokenizer)), {}

    def embed(texts: list[str]) -> list[list[float]]:
        new = [text for text in dict.fromkeys(texts) if text not in cache]
        cache.update(zip(new, real.embed(new).tolist(), strict=True))
        return [cache[text] for text in texts]

    return embed


def chroma(turns: list[Any], embed: Callable[[list[str]], Any]) -> Callable[[str], list[tuple[str, float]]]:
    import chromadb

    store = chromadb.EphemeralClient().get_or_create_collection(
        f"p{time.time_ns()}", metadata={"hnsw:space": "cosine"}, embedding_function=None
    )
    store.add(ids=[turn[0] for turn in turns], embeddings=embed([turn[1] for turn in turns]))

    def search(question: str) -> list[tuple[str, float]]:
        found = store.query(query_embeddings=embed([question]), n_results=10)
        return [(key, 1 - far) for key, far in zip(found["ids"][0], found["distances"][0], strict=True)]

    return search


def bm25s(turns: list[Any], embed: Callable[[list[str]], Any]) -> Callable[[str], list[tuple[str, float]]]:
    import bm25s as library

    index = library.BM25()
    index.index(library.tokenize([turn[1] for turn in turns], show_progress=False), show_progress=False)

    def search(question: str) -> list[tuple[str, float]]:
        places, scores = index.retrieve(library.tokenize(question, show_progress=False), k=10, show_progress=False)
        return [(turns[at][0], float(score)) for at, score in zip(places[0], scores[0], strict=True)]

    return search


def langgraph(turns: list[Any], embed: Callable[[list[str]], Any]) -> Callable[[str], list[tuple[str, float]]]:
    from langgraph.store.memory import InMemoryStore

    store = InMemoryStore(index={"dims": 384, "embed": embed, "fields": ["text"]})
    for key, text, *_ in turns:
        store.put(("person",), key, {"text": text})
    return lambda question: [
        (item.key, item.score or 0.0) for item in store.search(("person",), query=question, limit=10)
    ]


def mem0(turns: list[Any], embed: Callable[[list[str]], Any]) -> Callable[[str], list[tuple[str, float]]]:
    import os

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
    for key, text, *_ in turns:
        memory.add([{"role": "user", "content": text}], user_id="person", metadata={"turn": key}, infer=False)

    def search(question: str) -> list[tuple[str, float]]:
        found = memory.search(question, filters={"user_id": "person"}, top_k=10, threshold=0.0)
        return [(hit["metadata"]["turn"], float(hit["score"])) for hit in found["results"]]

    return search


def coremem(turns: list[Any], embed: Callable[[list[str]], Any]) -> Callable[[str], list[tuple[str, float]]]:
    import coremem.core
    import numpy as np

    class MiniLM:
        def encode(self, texts: list[str], **_: Any) -> Any:
            return np.array(embed(list(texts)))

    coremem.core._batch_embed_model = MiniLM()  # in the place of the model that it would download
    core = coremem.core.MemoryCore(path=f"{tempfile.mkdtemp()}/store")
    ids = core.ingest_many([{"role": "user", "content": text, "metadata": {"turn": key}} for key, text, *_ in turns])
    keys = dict(zip(ids, (turn[0] for turn in turns), strict=True))
    # "direct", its other strategies ask a language model or download a cross-encoder.
    return lambda question: [
        (keys[found.memory.id], float(found.score)) for found in core.recall(question, strategy="direct", limit=10)
    ]


KEPT: set[str] = set()
"""The turns of the person at hand of which Retold kept something."""


@cache
def reader() -> Any:
    from memory.understand import Reader

    return Reader()


def retold(turns: list[Any], embed: Callable[[list[str]], Any]) -> Callable[[str], list[tuple[str, float]]]:
    import numpy as np

    from benchmarks.people import Person

    person = Person(reader(), lambda texts: np.array(embed(list(texts))))
    for key, text, before, at in turns:
        person.tell(text, datetime.fromisoformat(at), message_id=key, in_reply_to=before)
    KEPT.update(memory.message_id for memory in person.memories)

    def search(question: str) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for match in person.ask(question).matches[:10]:
            best.setdefault(match.memory.message_id, match.score)
        return list(best.items())

    return search


def score(name: str, people: list[dict[str, Any]], embed: Callable[[list[str]], Any]) -> dict[str, float]:
    """Recall at 1, 5 and 10, what was kept, the AUC, and CPU-milliseconds a turn and a question."""
    hits: dict[int, list[float]] = {1: [], 5: [], 10: []}
    captured, kept = [], []
    told, untold, adding, asking, asked = [], [], 0.0, 0.0, 0
    # Imports and models are loaded before the clock runs.
    globals()[name](people[0]["turns"][:20], embed)("what do I do?")
    KEPT.clear()
    for person in people:
        began = time.process_time()
        search = globals()[name](person["turns"], embed)
        adding += time.process_time() - began
        every = {turn[0] for turn in person["turns"]}
        held = KEPT & every if name == "retold" else every
        kept += [key in held for key in every]
        captured += [key in held for _, wanted, _ in person["questions"] for key in wanted]
        KEPT.clear()
        began = time.process_time()
        for question, wanted, named in person["questions"]:
            found, asked = search(question), asked + 1
            for k in hits:
                if wanted:
                    hits[k].append(len(set(wanted) & {key for key, _ in found[:k]}) / len(set(wanted)))
            if named:
                (told if wanted else untold).append(found[0][1] if found else -1.0)
        asking += time.process_time() - began
    wins = sum((a > b) + 0.5 * (a == b) for a in told for b in untold)
    return {
        **{f"recall@{k}": sum(v) / len(v) for k, v in hits.items()},
        "captured": sum(captured) / len(captured),
        "kept": sum(kept) / len(kept),
        **({"auc": wins / (len(told) * len(untold))} if untold else {}),
        "ms a turn": 1000 * adding / sum(len(person["turns"]) for person in people),
        "ms a question": 1000 * asking / asked,
    }


def compare(path: str, limit: int, python: Path) -> None:
    """Scores each peer in a process of its own, and prints what Retold reaches of each figure."""
    from memory.embeddings.embedder import packaged_model
    from memory.embeddings.onnx import export_path

    inside = ("--limit", str(limit), "--inside")
    figures: dict[str, dict[str, float]] = {}
    for name in (*PEERS, "retold"):
        interpreter = sys.executable if name == "retold" else python
        command = [
            interpreter,
            "-m",
            "benchmarks.peers",
            path,
            *inside,
            name,
            str(export_path()),
            str(packaged_model()),
        ]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if run.returncode:
            print(f"{name:10s} failed: {run.stderr.strip().splitlines()[-1]}")
            continue
        figures[name] = json.loads(run.stdout.strip().splitlines()[-1])
        print(f"{name:10s}", "  ".join(f"{key} {value:.3f}" for key, value in figures[name].items()), flush=True)
    ours = figures.pop("retold")
    for name, theirs in figures.items():
        print(
            f"retold ÷ {name:10s}", "  ".join(f"{key} {ours[key] / theirs[key]:.2f}" for key in ours if key in theirs)
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--limit", type=int, default=0, help="only the first N conversations or people")
    parser.add_argument("--environment", type=Path, default=Path(tempfile.gettempdir()) / "retold-peers")
    parser.add_argument("--inside", nargs=3, metavar=("PEER", "MODEL", "TOKENIZER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        peer, model, tokenizer = arguments.inside
        print(json.dumps(score(peer, people_of(arguments.files[0], arguments.limit), embedder(model, tokenizer))))
        return
    python = arguments.environment / "bin" / "python"
    if not python.exists():
        venv.create(arguments.environment, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    for path in arguments.files:
        print(Path(path).name)
        compare(path, arguments.limit, python)


if __name__ == "__main__":
    main()
