"""Opening what is damaged, lost, or of another version: it is mended, or refused in one sentence."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from people import People

from memory.embeddings import Embedder, load_embedder
from memory.errors import ErasureIncomplete, LedgerUnusable, SettingsInvalid
from memory.ledger import Ledger
from memory.models import Vectors
from memory.opening import open_memory
from memory.reading.adapter import ReadingReader

ROOT = Path(__file__).resolve().parents[2]
SISTER = "my sister is called Zanzibarina"


def index_is_what_the_ledger_says(people: People) -> bool:
    assert people.service.wait_for_index(60)
    ledger = people.service._ledger
    told = ledger.ids_by_pseudonym(list(ledger.accounts_by_pseudonym()))
    return people.service._index.keys() == {pseudonym: ids for pseudonym, ids in told.items() if ids}


def make_newer(ledger: Path) -> None:
    with sqlite3.connect(ledger) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")


def drop_column(ledger: Path) -> None:
    with sqlite3.connect(ledger) as db:
        db.execute("ALTER TABLE memories DROP COLUMN quote")


def make_another_database(ledger: Path) -> None:
    ledger.unlink()
    with sqlite3.connect(ledger) as db:
        db.execute("CREATE TABLE recipes (id INTEGER)")


def write_junk_in_the_middle(ledger: Path) -> None:
    data = bytearray(ledger.read_bytes())
    data[4096 : len(data) // 2] = b"\x5a" * (len(data) // 2 - 4096)
    ledger.write_bytes(data)


def make_folder(ledger: Path) -> None:
    ledger.unlink()
    ledger.mkdir()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda ledger: ledger.unlink(), "is missing, and the index in .* Restore .* from a backup; or, to begin"),
        (lambda ledger: ledger.write_bytes(b""), "is empty, and the index in .* delete the folder"),
        (lambda ledger: ledger.write_bytes(b"no database " * 900), "is damaged. .*restore the ledger from a backup"),
        (lambda ledger: ledger.write_bytes(ledger.read_bytes()[:9_000]), "is damaged"),
        (write_junk_in_the_middle, "is damaged"),
        (make_newer, "newer Retold .* Install that Retold again, or restore a backup"),
        (make_another_database, "no ledger of Retold"),
        (drop_column, "cannot be used: no such column"),
        (make_folder, "is no file"),
    ],
    ids=["missing", "empty", "garbage", "cut", "junk", "newer", "another", "no column", "folder"],
)
def test_a_ledger_that_cannot_be_used_is_refused_and_left_as_it_is(
    people: People, embedder: Embedder, one_reader: ReadingReader, damage: Callable[[Path], object], said: str
) -> None:
    people.tell("ana", SISTER)
    people.service.close()
    ledger = people.home / "ledger.db"
    for beside in people.home.glob("ledger.db-*"):
        beside.unlink()
    damage(ledger)
    before = ledger.read_bytes() if ledger.is_file() else None
    vectors = {path: path.read_bytes() for path in people.home.glob("index/**/*") if path.is_file()}
    with pytest.raises(LedgerUnusable, match=f"{re.escape(str(ledger))} .*{said}") as refused:
        open_memory(people.home, embedder=embedder, reader=one_reader, index_shards=2)
    assert "\n" not in str(refused.value)
    assert (ledger.read_bytes() if ledger.is_file() else None) == before
    assert {path: path.read_bytes() for path in vectors} == vectors


def test_a_lost_ledger_begins_anew_once_the_index_is_deleted(people: People) -> None:
    people.tell("ana", SISTER)
    people.service.close()
    (people.home / "ledger.db").unlink()
    shutil.rmtree(people.home / "index")
    assert people.reopen().memories("ana") == []


def test_everybody_forgotten_is_no_lost_ledger(people: People) -> None:
    people.tell("ana", SISTER)
    people.service.forget_person("ana")
    assert people.reopen().memories("ana") == []


def test_an_index_that_fails_while_it_runs_is_made_anew_and_answers_come_meanwhile(people: People) -> None:
    people.tell("ana", SISTER)
    break_index(people)
    found = people.service.recall("ana", "what is my sister called?")
    assert found.answerable
    told = people.tell("ana", "I bought a red bicycle")
    assert index_is_what_the_ledger_says(people)
    assert people.service.similar("ana", "a red bicycle")[0].memory == told


def test_forgetting_while_the_index_fails_is_written_down_and_done_soon(people: People) -> None:
    sister, kept = people.tell("ana", SISTER), people.tell("ana", "I bought a red bicycle")
    assert people.service.wait_for_index(60)
    break_index(people)
    with pytest.raises(ErasureIncomplete, match="written down to be forgotten"):
        people.service.forget("ana", [sister.id])
    assert index_is_what_the_ledger_says(people)
    assert people.service.memories("ana") == [kept]
    assert people.service._ledger.pending_erasures() == []
    people.reopen()
    assert people.files_with("Zanzibarina") == []


def break_index(people: People) -> None:
    """Takes every shard away beneath the index."""
    for collection in people.service._index._client.list_collections():
        people.service._index._client.delete_collection(collection.name)


class Letters(Embedder):
    """Another model, of another dimension: how often each letter is there."""

    name, dimension = "letters", 26

    def embed(self, texts: list[str]) -> Vectors:  # type: ignore[override]
        counts = np.array([[text.lower().count(chr(97 + n)) + 0.1 for n in range(26)] for text in texts], np.float32)
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), np.float32)

    def embed_layers(self, texts: list[str]) -> Vectors:  # type: ignore[override]
        return np.repeat(self.embed(texts)[:, None], 5, axis=1)


def test_another_model_gives_every_memory_new_vectors_in_the_index_too(
    people: People, one_reader: ReadingReader, caplog: pytest.LogCaptureFixture
) -> None:
    people.tell("ana", SISTER)
    old = people.vector_pieces(*[memory.id for memory in people.service.memories("ana")])
    people.service.close()
    people._open = lambda: open_memory(people.home, embedder=Letters(), reader=one_reader, index_shards=2)
    people.service = people._open()
    assert "1 memories have vectors of another model than letters" in caplog.text
    assert index_is_what_the_ledger_says(people)
    pseudonym = people.service._ledger.pseudonym("ana")
    (near,) = people.service._index.cosines(str(pseudonym), Letters().embed([SISTER])[0]).values()
    assert near[0] == pytest.approx(1.0, abs=1e-4)
    people.service.close()
    in_index = b"".join(path.read_bytes() for path in people.home.glob("index/**/*") if path.is_file())
    assert not any(piece in in_index for piece in old)


@pytest.mark.parametrize("model", ["/nonexist", "./nonexist"])
def test_a_model_that_is_not_there_is_named_with_its_setting(model: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"RETOLD_MODEL is {model}"):
        load_embedder(model)


def test_a_damaged_export_of_the_model_is_named_with_what_to_do(tmp_path: Path) -> None:
    exported = tmp_path / "model.onnx"
    exported.write_bytes(b"junk" * 100)
    with pytest.raises(SettingsInvalid, match="model.onnx cannot be loaded .* Delete it"):
        load_embedder(exported=exported)


def test_the_service_says_in_one_line_why_it_does_not_start(tmp_path: Path) -> None:
    Ledger(f"sqlite:///{tmp_path / 'ledger.db'}", "model").close()
    make_newer(tmp_path / "ledger.db")
    environ = {"RETOLD_HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "actions.server"]
    ended = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    ledger = tmp_path / "ledger.db"
    assert line.startswith(f"The memory service cannot start: The ledger {ledger} was written by a newer Retold")
