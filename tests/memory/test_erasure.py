"""What is forgotten is gone: every test closes, opens again, and reads the bytes."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from people import People

from memory.caches import cached_entries
from memory.erasure import scan
from memory.errors import ErasureIncomplete, MemoryNotFound
from memory.models import Who
from memory.scan import CHUNK_BYTES

MOVE = "I live in Porto. My sister Ines is a vet. I have a job interview next Tuesday."


def test_a_forgotten_memory_stays_gone_after_reopen(people: People) -> None:
    told = people.tell("ana", "my aunt Wilhelmina sings in a choir")
    people.tell("ana", "I love hiking")
    people.service.record_uses("ana", [told.id], reply_id="r1", channel="web")
    pieces = people.vector_pieces(told.id)
    assert len(people.files_with("Wilhelmina", told.id, *pieces)) > len(pieces), "the search finds what is there"
    report = people.service.forget("ana", [told.id])
    assert (report.memories, report.vectors, report.residue) == (1, 2, 0)
    assert report.scanned_files > 0
    for _ in range(2):
        assert people.files_with("Wilhelmina", told.id, *pieces) == []
        assert [memory.quote for memory in people.service.memories("ana")] == ["I love hiking"]
        assert not people.service.recall("ana", "what's my aunt's name?").answerable
        with pytest.raises(MemoryNotFound):
            people.service.memory("ana", told.id)
        people.reopen()


def test_forgetting_takes_what_was_superseded_with_it(people: People) -> None:
    people.tell("ana", "I live in Porto")
    now = people.tell("ana", "actually I live in Braga now")
    people.service.correct("ana", now.id, {"quote": "I live in Bragança"}, channel="by hand")
    assert people.service.forget("ana", [now.id]).memories == 3
    people.reopen()
    assert people.files_with("Porto", "Braga") == []


def test_a_category_is_forgotten_and_the_others_stay(people: People) -> None:
    people.tell("ana", "my aunt Wilhelmina sings in a choir")
    people.tell("ana", "I live in Porto")
    assert people.service.forget_category("ana", "people").residue == 0
    people.reopen()
    assert people.files_with("Wilhelmina") == []
    assert [memory.quote for memory in people.service.memories("ana")] == ["I live in Porto"]


def test_a_forgotten_person_is_a_stranger_and_nobody_else_is_touched(people: People) -> None:
    people.consent("ben")
    people.tell("ben", "I live in Lund")
    people.say("ana", MOVE)
    pieces = people.vector_pieces(*(memory.id for memory in people.service.memories("ana")))
    report = people.service.forget_person("ana")
    assert (report.residue, report.memories) == (0, 3)
    people.reopen()
    assert people.files_with("Ines", "Porto", "interview", "ana\0", *pieces) == []
    assert people.service.profile("ana").remembering == "unasked"
    assert people.service.memories("ana") == []
    assert people.service.recall("ben", "where do I live?").answerable


def test_one_of_two_memories_of_a_sentence_goes_without_residue(people: People) -> None:
    noted = people.say("ana", MOVE).memories
    sister = next(memory for memory in noted if memory.slot and memory.slot.entity == "sister")
    report = people.service.forget("ana", [sister.id])
    assert (report.memories, report.residue) == (1, 0)
    assert sister.id not in {memory.id for memory in people.service.memories("ana")}


def test_what_two_people_said_alike_is_forgotten_for_one(people: People) -> None:
    people.consent("ben")
    mine, yours = people.tell("ana", "I live in Porto"), people.tell("ben", "I live in Porto")
    assert people.service.forget("ana", [mine.id]).residue == 0
    assert people.reopen().memory("ben", yours.id) == yours


def test_a_line_that_is_answered_and_names_what_goes_goes_too(people: People) -> None:
    people.tell("ana", "my aunt is called Wilhelmina")
    people.tell("ana", "I love hiking", in_reply_to="Your aunt is called Wilhelmina? my aunt is called Wilhelmina!")
    (aunt,) = people.service.memories("ana", q="aunt")
    assert people.service.forget("ana", [aunt.id]).residue == 0
    people.reopen()
    assert people.files_with("Wilhelmina") == []
    assert [memory.quote for memory in people.service.memories("ana")] == ["I love hiking"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("my sister is in Hull", "Your sister is an architect"),  # who she is was told apart from her name
        ("I like tea", "shes an architect"),  # her name alone said who she is
    ],
)
def test_a_name_goes_from_what_was_made_of_it(people: People, before: str, after: str) -> None:
    plain = people.tell("ana", "I like hiking")
    sister, she = (
        Who("a" * 32, relation=relation, words=words) for relation, words in (("sister", "my sister"), (None, "she"))
    )
    told = [
        (before, before, sister if "sister" in before else None, "home", "Hull"),
        ("she is called wilhelmina", "Her name is wilhelmina", replace(she, name="wilhelmina"), "name", "wilhelmina"),
        ("shes an architect", "Your sister Wilhelmina is an architect", she, "job", "architect"),
    ]
    made = [
        replace(plain, id=f"{n:032x}", quote=quote, statement=statement, who=who, attribute=attribute, value=value,
                slot=None, message_id=f"told{n}")
        for n, (quote, statement, who, attribute, value) in enumerate(told)
    ]  # fmt: skip
    ledger = people.service._ledger
    ledger.add("ana", [(one, np.zeros((2, 384), np.float32)) for one in made], people.clock())
    people.reopen()
    assert people.files_with("Wilhelmina")
    assert people.service.forget("ana", [made[1].id]).residue == 0
    people.reopen()
    assert people.files_with("Wilhelmina") == []
    assert people.service.memory("ana", made[2].id).statement == after


def test_forgetting_what_is_not_there_forgets_nothing(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    with pytest.raises(MemoryNotFound):
        people.service.forget("ana", [told.id, "0" * 32])
    assert people.service.memories("ana") == [told]


def test_eight_people_are_forgotten_at_once_and_others_go_on(people: People) -> None:
    names = ("Wilhelmina", "Ottokar", "Philippina", "Balthasar", "Quillfeather", "Tamarindo", "Zenobia", "Ignatius")
    for name in names:
        people.consent(name)
        people.tell(name, f"my aunt {name} sings in a choir")
    with ThreadPoolExecutor(len(names)) as pool:
        reports = list(pool.map(people.service.forget_person, names))
        told = people.tell("ana", "I love hiking")
    assert [(report.memories, report.vectors, report.residue) for report in reports] == [(1, 2, 0)] * len(names)
    people.reopen()
    assert people.files_with(*names) == []
    assert people.service.memories("ana") == [told]


def test_what_is_left_is_reported_to_the_one_whose_it_is(people: People) -> None:
    for name in ("Wilhelmina", "Ottokar"):
        people.consent(name)
        people.tell(name, f"my aunt {name} sings in a choir")
    (people.home / "copy.json").write_text("my aunt Ottokar sings in a choir")
    with ThreadPoolExecutor(2) as pool:
        reports = dict(zip(("w", "o"), pool.map(people.service.forget_person, ("Wilhelmina", "Ottokar")), strict=True))
    assert (reports["w"].residue, reports["o"].residue) == (0, 1)


def test_a_search_that_fails_says_that_it_is_not_done_and_is_made_good(people: People, tmp_path: Path) -> None:
    told = people.tell("ana", "my aunt Wilhelmina sings in a choir")
    people.service._eraser._home = Path("\0")  # no such folder can be read
    with pytest.raises(ErasureIncomplete):
        people.service.forget("ana", [told.id])
    people.service._eraser._home = people.home
    assert people.service.finish_forgetting() == 1
    assert people.files_with("Wilhelmina") == []


@pytest.mark.parametrize("said", ["Lisbon", "people", "current", "consent", "Porto", "tea", "vectors", "Europe"])
def test_one_word_that_stands_elsewhere_too_is_no_residue(people: People, said: str) -> None:
    people.service.change_profile("ana", {"timezone": "Europe/Lisbon"})
    people.consent("ben")
    people.tell("ben", "I live in Porto")
    (told,) = people.service.tell("ana", said, channel="by hand")
    report = people.service.forget("ana", [told.id])
    assert (report.memories, report.residue) == (1, 0)
    assert said not in {memory.quote for memory in people.reopen().memories("ana")}


def test_a_trace_that_sqlite_left_behind_in_the_ledger_is_found_and_written_away(people: People) -> None:
    told = people.tell("ana", "my aunt Wilhelmina sings in a choir")
    with closing(sqlite3.connect(people.home / "ledger.db", isolation_level=None)) as careless:
        careless.execute("PRAGMA secure_delete = OFF").fetchall()
        careless.execute("CREATE TABLE moved (part TEXT)")
        careless.execute("INSERT INTO moved VALUES (?)", (told.quote[4:20],))
        careless.execute("DELETE FROM moved")
    assert people.files_with("Wilhelmina") != []
    assert people.service.forget("ana", [told.id]).residue == 0
    assert people.files_with("Wilhelmina") == []


def test_the_scan_names_the_files_in_which_each_needle_is(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "one").write_bytes(b"..needle..")
    (tmp_path / "deep" / "er" / "two").write_bytes(b"needle needle")
    (tmp_path / "empty").write_bytes(b"")
    assert scan(tmp_path, [b"needle", b"absent"]) == {"files": 3, "places": [["deep/er/two", "one"], []]}


def test_the_scan_passes_over_what_a_database_holds_but_not_over_what_it_has_deleted(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "our.db", isolation_level=None)) as db:
        db.execute("PRAGMA secure_delete = OFF").fetchall()
        db.execute("CREATE TABLE memories (quote TEXT)")
        db.executemany("INSERT INTO memories VALUES (?)", [("kept",), ("deleted",)])
        db.execute("DELETE FROM memories WHERE quote = 'deleted'")
    (tmp_path / "copy").write_bytes(b"kept quote other")
    assert scan(tmp_path, [b"kept", b"deleted", b"quote", b"other"])["places"] == [[], ["our.db"], [], ["copy"]]


def test_the_scan_looks_for_no_short_word_where_no_words_are(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "chroma.sqlite3").write_bytes(b"a label, and my cat Bartleby")
    places = scan(tmp_path, [b"label", b"my cat Bartleby"])["places"]
    assert places == [[], ["index/chroma.sqlite3"]]


def test_the_scan_finds_many_needles_in_one_pass_also_on_a_border(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    needles = [rng.bytes(32) for _ in range(60)] + [b"my cat Bartleby", b"ink"]
    data = bytearray(rng.bytes(CHUNK_BYTES + 100_000))
    for place, needle in zip((0, CHUNK_BYTES - 7, len(data) - 32, 500), needles[::20], strict=True):
        data[place : place + len(needle)] = needle
    (tmp_path / "one").write_bytes(data)
    (tmp_path / "two").write_bytes(b"ink, my cat Bartleby")
    wanted = [1 if n in (0, 20, 40) else 0 for n in range(60)] + [2, 1]
    found = scan(tmp_path, needles)
    counted = [len(places) for places in found["places"]]
    assert counted[:60] == wanted[:60]
    assert counted[60] == 2
    assert counted[61] >= 1


def test_residue_is_reported_where_a_file_still_has_the_words(people: People) -> None:
    told = people.tell("ana", "my aunt Wilhelmina sings in a choir")
    (people.home / "copy.json").write_text(json.dumps({"copied": told.quote}))
    assert people.service.forget("ana", [told.id]).residue == 1


def test_no_cache_in_memory_holds_what_was_forgotten(people: People) -> None:
    told = people.tell("ana", "my dog Quillfeather likes the river")
    people.service.recall("ana", "what does my dog like?")
    assert cached_entries() > 0
    people.service.forget("ana", [told.id])
    assert cached_entries() == 0
