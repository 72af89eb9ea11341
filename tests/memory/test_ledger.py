from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from memory.errors import DiskFull, MemoryNotFound, SettingsInvalid
from memory.ledger import Ledger, Noted
from memory.models import About, Memory, Profile, Slot, Use, Used, Vectors

TOLD_AT = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
SISTER = Memory(
    id="a" * 32,
    user_id="ana",
    quote="my sister Ines has an exam on Monday",
    statement="Your sister Ines has an exam on Monday",
    category="people",
    slot=Slot("sister", "sister", "name", "Ines"),
    about=About(date(2026, 11, 23), date(2026, 11, 23), "on Monday"),
    told_at=TOLD_AT,
    channel="web",
    message_id="m1",
    in_reply_to="How is your family?",
    sensitivity="health",
    expires_at=TOLD_AT + timedelta(days=30),
)
CITY = Memory("b" * 32, "ana", "I live in Porto", "You live in Porto", "places", None, None, TOLD_AT, "slack", "m2")


def vectors() -> Vectors:
    return np.arange(8, dtype=np.float32).reshape(2, 4)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}", "model")
    opened.save_profile(Profile("ana"))
    opened.save_profile(Profile("ben"))
    yield opened
    opened.close()


def note(ledger: Ledger, *memories: Memory, message_id: str = "m1") -> None:
    noted = Noted([(memory, vectors()) for memory in memories])
    ledger.note(memories[0].user_id, message_id, noted, TOLD_AT)


def test_a_memory_is_read_as_it_was_written(ledger: Ledger) -> None:
    note(ledger, SISTER, CITY)
    assert ledger.memory("ana", SISTER.id) == SISTER
    assert ledger.memory("ana", CITY.id) == CITY
    assert [entry.vectors.tolist() for entry in ledger.entries("ana")] == [vectors().tolist()] * 2


def test_what_one_message_told_comes_in_its_order_whatever_the_ids_and_after_compacting(ledger: Ledger) -> None:
    ids = ["c" * 32, "a" * 32, "d" * 32, "b" * 32]
    note(ledger, *(replace(SISTER, id=one) for one in ids))
    ledger.rewrite()
    assert [memory.id for memory in ledger.memories("ana")] == ids


def test_times_are_utc_however_they_were_given(ledger: Ledger) -> None:
    in_tokyo = TOLD_AT.astimezone(timezone(timedelta(hours=9)))
    note(ledger, replace(CITY, told_at=in_tokyo))
    read = ledger.memory("ana", CITY.id).told_at
    assert read == TOLD_AT
    assert read.utcoffset() == timedelta(0)


def test_nobody_reads_or_changes_the_rows_of_another(ledger: Ledger) -> None:
    note(ledger, SISTER)
    with pytest.raises(MemoryNotFound):
        ledger.memory("ben", SISTER.id)
    assert ledger.memories("ben") == []
    assert ledger.noted("ben", "m1") == []
    assert list(ledger.entries("ben", [SISTER.id])) == []
    ledger.change("ben", SISTER.id, {"status": "done"})
    ledger.erase("ben", [SISTER.id])
    ledger.erase_person("ben")
    assert ledger.memory("ana", SISTER.id) == SISTER


def test_a_message_that_fails_halfway_leaves_nothing(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="UNIQUE"):
        note(ledger, SISTER, SISTER)
    assert ledger.memories("ana") == []
    assert ledger.noted("ana", "m1") == []


def test_uses_are_counted_with_the_day_of_the_last(ledger: Ledger) -> None:
    note(ledger, SISTER)
    later = TOLD_AT + timedelta(days=1)
    made = [Use("u1", "ana", SISTER.id, "r1", TOLD_AT, "web"), Use("u2", "ana", SISTER.id, "r2", later, "slack")]
    ledger.add_uses("ana", made)
    assert ledger.memory("ana", SISTER.id).used == Used(2, later)
    assert ledger.uses("ana") == list(reversed(made))
    assert ledger.uses("ana", CITY.id) == []


def test_replaced_words_stay_as_the_former(ledger: Ledger) -> None:
    note(ledger, SISTER)
    corrected = replace(SISTER, quote="my sister Vera", supersedes="c" * 32)
    ledger.replace("ana", corrected, vectors() + 1, replace(SISTER, id="c" * 32, status="superseded"))
    assert ledger.memory("ana", SISTER.id).quote == "my sister Vera"
    assert ledger.memory("ana", "c" * 32).quote == SISTER.quote


def test_erased_rows_leave_no_bytes_once_the_log_is_empty(ledger: Ledger, tmp_path: Path) -> None:
    note(ledger, SISTER, CITY)
    ledger.add_uses("ana", [Use("u1", "ana", SISTER.id, "r1", TOLD_AT, "web")])
    ledger.erase("ana", [SISTER.id])
    ledger.empty_log()
    ledger.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Ines" not in left
    assert SISTER.id.encode() not in left
    assert b"Porto" in left


def test_an_erased_person_leaves_no_row(ledger: Ledger, tmp_path: Path) -> None:
    note(ledger, SISTER)
    ledger.add_uses("ana", [Use("u1", "ana", SISTER.id, "r1", TOLD_AT, "web")])
    ledger.erase_person("ana")
    ledger.empty_log()
    ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            assert "ana" not in repr(db.execute(f"SELECT * FROM {table}").fetchall())


def test_what_answers_a_forgotten_line_keeps_its_words_and_loses_the_line(ledger: Ledger) -> None:
    note(ledger, SISTER)
    ledger.erase("ana", [], [replace(SISTER, in_reply_to=None)])
    kept = ledger.memory("ana", SISTER.id)
    assert (kept.quote, kept.in_reply_to) == (SISTER.quote, None)
    (entry,) = ledger.entries("ana")
    assert entry.vectors.tolist() == [vectors()[0].tolist()] * 2


def test_a_database_that_is_not_sqlite_is_refused_in_one_sentence() -> None:
    with pytest.raises(SettingsInvalid, match="RETOLD_DATABASE_URL begins with 'postgresql'") as refused:
        Ledger("postgresql://nobody:hunter2@127.0.0.1:1/none", "model")
    assert "hunter2" not in str(refused.value)


def test_a_full_disk_is_said_to_be_full_and_nothing_is_stored(ledger: Ledger) -> None:
    note(ledger, CITY)

    def fill(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite's own way of having no room left

    import sqlalchemy as sa

    ledger.close()
    sa.event.listen(ledger._engine, "connect", fill)
    with pytest.raises(DiskFull):
        note(ledger, replace(SISTER, quote="long " * 50_000), message_id="m9")
    assert [memory.id for memory in ledger.memories("ana")] == [CITY.id]
