"""Compare recall with other memories that need no language model, on the same conversations and the same MiniLM.

    python -m benchmarks.peers CONVERSATIONS.jsonl.gz [--limit N] [--environment FOLDER]

CONVERSATIONS is in the format of LoCoMo: speakers, sessions of dated turns with ids, questions with the turns that
answer them. The peers are installed, with the versions below, into an environment of their own (FOLDER, by default
`retold-peers` in the folder for temporary files), never into the product's. Each speaker is a person who tells all
their turns; a peer stores every turn, Retold what it captures. Prints recall of the answering turns among the first
k, and how well the best score tells questions that have an answer from those that have none (AUC).
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
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = (
    "mem0ai==2.2.1",
    "chromadb==1.5.9",
    "bm25s==0.3.16",
    "langgraph==1.2.22",
    "langchain",
    "onnxruntime",
    "tokenizers",
    "numpy>=2",
)
PEERS = ("chroma", "bm25s", "langgraph", "mem0")
START = datetime(2026, 1, 5, 9, tzinfo=timezone.utc)


def first_person(question: str, name: str) -> str:
    """The question as that speaker would ask it."""
    first = re.escape(name.split()[0])
    question = re.sub(rf"\b{first}['\u2019]s\b", "my", question, flags=re.I)
    return re.sub(rf"\b{first}\b", "I", question, flags=re.I)


def people_of(path: str, limit: int) -> list[dict[str, Any]]:
    """Each speaker with their turns and the questions about them; a question without an answer has no evidence."""
    people = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        talks = [json.loads(line) for line in file]
    for talk in talks[: limit or None]:
        who = {turn["id"]: turn["speaker"] for session in talk["sessions"] for turn in session["turns"]}
        for speaker in talk["speakers"]:
            turns, questions = [], []
            for session in talk["sessions"]:
                for n, turn in enumerate(session["turns"]):
                    if turn["speaker"] == speaker:
                        before = session["turns"][n - 1] if n else None
                        at = START + timedelta(days=session["session"], minutes=n)
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


def retold(turns: list[Any], embed: Callable[[list[str]], Any]) -> Callable[[str], list[tuple[str, float]]]:
    import numpy as np

    from benchmarks.people import Person
    from memory.understand import Reader

    person = Person(Reader(), lambda texts: np.array(embed(list(texts))))
    for key, text, before, at in turns:
        person.tell(text, datetime.fromisoformat(at), message_id=key, in_reply_to=before)

    def search(question: str) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for match in person.ask(question).matches[:10]:
            best.setdefault(match.memory.message_id, match.score)
        return list(best.items())

    return search


def score(name: str, people: list[dict[str, Any]], embed: Callable[[list[str]], Any]) -> dict[str, float]:
    """Recall at 1, 5 and 10, the AUC, and CPU-milliseconds a turn and a question, vectors from the cache."""
    hits: dict[int, list[float]] = {1: [], 5: [], 10: []}
    told, untold, adding, asking, asked = [], [], 0.0, 0.0, 0
    for person in people:
        embed([turn[1] for turn in person["turns"]] + [question[0] for question in person["questions"]])
        began = time.process_time()
        search = globals()[name](person["turns"], embed)
        adding += time.process_time() - began
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
        "auc": wins / max(1, len(told) * len(untold)),
        "ms a turn": 1000 * adding / sum(len(person["turns"]) for person in people),
        "ms a question": 1000 * asking / asked,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("conversations")
    parser.add_argument("--limit", type=int, default=0, help="only the first N conversations")
    parser.add_argument("--environment", type=Path, default=Path(tempfile.gettempdir()) / "retold-peers")
    parser.add_argument("--inside", nargs=3, metavar=("PEER", "MODEL", "TOKENIZER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    people = people_of(arguments.conversations, arguments.limit)
    if arguments.inside:
        peer, model, tokenizer = arguments.inside
        print(json.dumps(score(peer, people, embedder(model, tokenizer))))
        return
    from memory.embeddings.embedder import packaged_model
    from memory.embeddings.onnx import export_path

    python = arguments.environment / "bin" / "python"
    if not python.exists():
        venv.create(arguments.environment, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    model, figures = (str(export_path()), str(packaged_model())), {}
    for name in (*PEERS, "retold"):
        run = subprocess.run(
            [
                sys.executable if name == "retold" else python,
                "-m",
                "benchmarks.peers",
                arguments.conversations,
                "--limit",
                str(arguments.limit),
                "--inside",
                name,
                *model,
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        if run.returncode:
            print(f"{name:10s} failed: {run.stderr.strip().splitlines()[-1]}")
            continue
        figures[name] = json.loads(run.stdout.strip().splitlines()[-1])
        print(f"{name:10s}", "  ".join(f"{key} {value:.3f}" for key, value in figures[name].items()), flush=True)
    for name in figures:
        if name != "retold":
            print(
                f"retold ÷ {name:10s}",
                "  ".join(
                    f"{key} {figures['retold'][key] / figures[name][key]:.2f}"
                    for key in ("recall@1", "recall@5", "recall@10", "auc")
                ),
            )


if __name__ == "__main__":
    main()
