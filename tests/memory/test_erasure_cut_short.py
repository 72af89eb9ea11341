"""An erasure whose process is killed at any step is finished at the next start, whole."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from people import People

from memory.ledger import Ledger, Noted

ROOT = Path(__file__).resolve().parents[2]

# Erases in a process of its own for each line it reads, and kills that right before or after the named step. They are
# forks, since to import Chroma anew for each costs seconds; nothing of Chroma runs in what is forked.
ERASE = """
import json, os, signal, sys
from pathlib import Path
import chromadb
from memory import erasure
from memory.erasure import Eraser
from memory.index import Index
from memory.ledger import Ledger
from memory.transcripts import NoTranscripts

def erase(home, when, owner, step, person, ids):
    holder = {"Index": Index, "Ledger": Ledger, "erasure": erasure}[owner]
    real = getattr(holder, step)

    def cut_short(*args, **kwargs):
        if when == "after":
            real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, step, staticmethod(cut_short) if step == "_flush" else cut_short)
    ledger = Ledger(f"sqlite:///{home}/ledger.db", "all-MiniLM-L6-v2")
    index = Index(Path(home) / "index", 2)
    Eraser(ledger, index, NoTranscripts(), Path(home)).erase("ana", ids, person=person)

for line in sys.stdin:
    if not (child := os.fork()):
        erase(**json.loads(line))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

STEPS = [
    ("after", "Ledger", "begin_erasures"),
    ("before", "Index", "_flush"),
    ("after", "Index", "_flush"),
    ("after", "Index", "erase"),
    ("after", "Ledger", "erase"),
    ("after", "Ledger", "empty_log"),
    ("after", "erasure", "scan"),
]


Erase = Callable[..., int]


@pytest.fixture(scope="module")
def erase() -> Iterator[Erase]:
    """Erases what it is told to up to a step; returns how the process that did so ended."""
    command = [sys.executable, "-c", ERASE]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout

        def run(home: Path, step: tuple[str, str, str], *ids: str, person: bool = False) -> int:
            order = dict(zip(("when", "owner", "step"), step, strict=True)) | {"ids": ids, "person": person}
            print(json.dumps({"home": str(home), **order}), file=process.stdin, flush=True)
            return int(process.stdout.readline())

        yield run


def fill_a_shelf(people: People) -> set[str]:
    """So many memories that Chroma writes its files; their ids."""
    book = people.tell("ana", "my book on the shelf is blue")
    vectors = people.service._embedder.embed([f"my book {n} on the shelf is blue" for n in range(80)])
    books = [(replace(book, id=f"{n:032x}"), vectors[[n, n + 1]]) for n in range(0, 80, 2)]
    people.service._ledger.note("ana", "shelf", Noted(books), people.clock())
    people.service._index.add(people.service._ledger.entries("ana", [memory.id for memory, _ in books]))
    return {book.id} | {memory.id for memory, _ in books}


@pytest.mark.parametrize("step", STEPS, ids=" ".join)
def test_a_memory_is_gone_wherever_its_erasure_was_cut_short(
    people: People, step: tuple[str, str, str], erase: Erase
) -> None:
    shelf = fill_a_shelf(people)
    told = people.tell("ana", "my aunt Wilhelmina sings in a choir")
    kept = people.tell("ana", "I love hiking", in_reply_to="How does Wilhelmina do?", drew_on=[told.id])
    line = [entry.vectors[1].tobytes()[:32] for entry in people.service._ledger.entries("ana", [kept.id])]
    pieces = people.vector_pieces(told.id) + line
    people.service.close()
    assert erase(people.home, step, told.id) == -signal.SIGKILL
    service = people.reopen()
    assert service._ledger.pending_erasures() == []
    assert people.files_with("Wilhelmina", told.id, *pieces) == []
    assert {memory.id for memory in service.memories("ana")} == {*shelf, kept.id}
    assert service.memory("ana", kept.id).in_reply_to is None
    assert service.wait_for_index(60)
    assert service._index.keys()[service._ledger.pseudonym("ana") or ""] == {*shelf, kept.id}
    assert service.recall("ana", "what's my aunt's name?").answerable is False


@pytest.mark.parametrize("step", [("after", "Index", "erase")], ids=" ".join)
def test_a_person_is_gone_wherever_the_erasure_was_cut_short(
    people: People, step: tuple[str, str, str], erase: Erase
) -> None:
    told = people.tell("ana", "my aunt Wilhelmina sings in a choir")
    pieces = people.vector_pieces(told.id)
    people.service.close()
    assert erase(people.home, step, told.id, person=True) == -signal.SIGKILL
    service = people.reopen()
    assert service.profile("ana").remembering == "unasked"
    assert people.files_with("Wilhelmina", told.id, *pieces) == []


def test_nothing_is_pending_after_an_erasure(people: People) -> None:
    told = people.tell("ana", "my aunt Wilhelmina sings in a choir")
    people.service.forget("ana", [told.id])
    people.service.close()
    ledger = Ledger(f"sqlite:///{people.home / 'ledger.db'}", "all-MiniLM-L6-v2")
    assert ledger.pending_erasures() == []
    ledger.close()
