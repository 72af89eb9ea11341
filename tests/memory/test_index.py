from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from memory.errors import IndexFailed
from memory.index import Index, holds_people, is_sound, open_index
from memory.index.sound import is_whole_graph
from memory.models import Entry

SHARDS = 2
rng = np.random.default_rng(7)


def entry(name: str, person: str = "p1") -> Entry:
    vectors = rng.normal(size=(2, 384)).astype(np.float32)
    return Entry(name, person, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def entry_of(dimension: int, name: str, person: str = "p1") -> Entry:
    return Entry(name, person, np.eye(dimension, dtype=np.float32)[:2])


def pieces(*entries: Entry) -> list[bytes]:
    """Every run of 32 bytes, so that also a part of a vector is found."""
    return [row.tobytes()[start : start + 32] for one in entries for row in one.vectors for start in range(0, 1536, 32)]


def found_in(path: Path, needles: list[bytes]) -> int:
    data = b"".join(file.read_bytes() for file in path.rglob("*") if file.is_file())
    return sum(needle in data for needle in needles)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(path: Path) -> Iterator[Index]:
    opened = Index(path, SHARDS)
    yield opened
    opened.close()


def test_cosines_are_those_of_the_vectors(index: Index) -> None:
    one, two = entry("m1"), entry("m2")
    index.add([one, two])
    found = index.cosines("p1", one.vectors[0])
    assert found["m1"] == pytest.approx((1.0, float(one.vectors[1] @ one.vectors[0])), abs=1e-5)
    assert found["m2"] == pytest.approx(tuple(float(row @ one.vectors[0]) for row in two.vectors), abs=1e-5)


def test_people_on_one_shard_never_meet(path: Path) -> None:
    index = Index(path, 1)
    index.add([entry("m1", "p1"), entry("m2", "p2")])
    assert set(index.cosines("p1", entry("q").vectors[0])) == {"m1"}
    assert set(index.cosines("p2", entry("q").vectors[0])) == {"m2"}
    assert index.cosines("p3", entry("q").vectors[0]) == {}
    index.close()


def test_entries_survive_a_restart(index: Index, path: Path) -> None:
    one = entry("m1")
    index.add([one])
    index.close()
    again = Index(path, SHARDS)
    assert again.keys() == {"p1": {"m1"}}
    assert again.cosines("p1", one.vectors[0])["m1"][0] == pytest.approx(1.0, abs=1e-5)


def test_an_entry_added_again_takes_the_place_of_the_old(index: Index) -> None:
    index.add([entry("m1")])
    new = entry("m1")
    index.add([new])
    assert index.cosines("p1", new.vectors[0])["m1"][0] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("others", [0, 3, 60, 260], ids=lambda n: f"{n} others")
def test_erased_vectors_leave_no_bytes(index: Index, path: Path, others: int) -> None:
    gone, kept = [entry(f"gone{n}") for n in range(3)], [entry(f"kept{n}") for n in range(others)]
    index.add(kept[: others // 2] + gone + kept[others // 2 :])
    assert found_in(path, pieces(*gone)) > 0, "the search finds what is there"
    assert index.erase("p1", [one.memory_id for one in gone]) == 6
    index.compact()
    assert found_in(path, pieces(*gone)) == 0
    assert set(index.cosines("p1", entry("q").vectors[0])) == {one.memory_id for one in kept}
    index.close()
    assert found_in(path, pieces(*gone)) == 0
    assert is_sound(path, SHARDS)


def test_erasing_what_is_not_there_removes_nothing(index: Index) -> None:
    index.add([entry("m1")])
    assert index.erase("p1", ["m9"]) == 0
    assert index.keys() == {"p1": {"m1"}}


def test_a_shard_of_any_size_is_read_in_pages(path: Path) -> None:
    """From 32,766 vectors on, Chroma cannot answer all of a shard at once."""
    index = Index(path, 1)
    short = np.eye(4, dtype=np.float32)[:2]
    ids = [f"{n:032x}" for n in range(16_500)]
    index.add(Entry(id_, "p1", short) for id_ in ids)
    index.add([entry_of(4, "other", "p2")])
    assert index.keys() == {"p1": set(ids), "p2": {"other"}}
    found = index.cosines("p1", short[1])
    assert found.keys() == set(ids)
    assert set(found.values()) == {(0.0, 1.0)}
    index.close()


def test_what_chroma_raises_is_one_error_and_the_index_asks_for_care(index: Index) -> None:
    index.add([entry("m1")])
    assert not index.needs_care.is_set()
    index.keys()
    for collection in index._client.list_collections():
        index._client.delete_collection(collection.name)
    for use in (
        lambda: index.cosines("p1", entry("q").vectors[0]),
        lambda: index.add([entry("m2")]),
        lambda: index.erase("p1", ["m1"]),
        index.keys,
        index.probe,
    ):
        with pytest.raises(IndexFailed):
            use()
    assert index.needs_care.is_set()
    assert index.is_broken
    index.clear()
    index.add([entry("m3")])
    assert (index.keys(), index.is_broken) == ({"p1": {"m3"}}, False)


def test_vectors_of_another_length_are_an_error_of_the_index(index: Index) -> None:
    index.add([entry("m1")])
    with pytest.raises(IndexFailed):
        index.add([entry_of(8, "m2")])
    with pytest.raises(IndexFailed):
        index.cosines("p1", entry_of(8, "q").vectors[0])


@pytest.mark.parametrize("where", ["links", "count of links", "vectors", "upper links"])
def test_junk_in_a_graph_is_found_before_chroma_follows_it(path: Path, where: str) -> None:
    index = Index(path, 1)
    index.add([entry(f"m{n}") for n in range(300)])
    index.close()
    (header,) = path.glob("*/header.bin")
    assert is_whole_graph(header.parent)
    file = header.with_name("link_lists.bin" if where == "upper links" else "data_level0.bin")
    data = bytearray(file.read_bytes())
    size = 1676  # of an element: links, vector, label
    at = {"links": 400 * size + 4, "count of links": 400 * size, "vectors": 400 * size + 900}.get(where)
    if at is None:
        at = next(n for n in range(len(data)) if data[n]) + 8
    data[at : at + 8] = b"\xee" * 8
    file.write_bytes(data)
    assert not is_whole_graph(header.parent)


def test_an_index_of_another_number_of_shards_is_made_anew(path: Path) -> None:
    """Its vectors would else stay in files in which nobody looks for what is forgotten."""
    index, one = Index(path, 1), entry("m1")
    index.add([one])
    index.close()
    again = open_index(path, 2)
    assert again.keys() == {}
    again.close()
    assert found_in(path, pieces(one)) == 0


def test_vectors_in_the_folder_are_seen_without_chroma(path: Path) -> None:
    assert not holds_people(path)
    index = Index(path, 1)
    index.add([entry("m1")])
    index.close()
    assert holds_people(path)
    index = Index(path, 1)
    index.erase("p1", ["m1"])
    index.close()
    assert not holds_people(path)


@pytest.mark.parametrize("damage", ["database", "middle of the database", "no database", "shard", "rubbish"])
def test_a_damaged_index_is_made_anew(path: Path, damage: str) -> None:
    index = Index(path, 1)
    index.add([entry(f"m{n}") for n in range(120)])
    index.close()
    if damage == "database":
        (path / "chroma.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    elif damage == "middle of the database":
        data = bytearray((path / "chroma.sqlite3").read_bytes())
        data[20_000 : len(data) - 20_000] = b"\x5a" * (len(data) - 40_000)
        (path / "chroma.sqlite3").write_bytes(data)
    elif damage == "no database":
        (path / "chroma.sqlite3").unlink()
    elif damage == "shard":
        written = [file for file in path.rglob("*.bin") if file.stat().st_size]
        assert written, "Chroma has flushed the shard"
        for file in written:
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])
    else:
        for file in path.rglob("*"):
            if file.is_file():
                file.write_bytes(b"\0" * 100)
    again = open_index(path, 1)
    assert again.keys() == {}
    again.add([entry("new")])
    assert again.keys() == {"p1": {"new"}}
    again.close()


@pytest.mark.parametrize("name", ["data_level0.bin", "link_lists.bin", "length.bin", "header.bin"])
def test_an_index_of_which_one_file_was_cut_is_made_anew(path: Path, name: str) -> None:
    """Chroma itself opens some of these, and crashes or hangs when it is used."""
    index = Index(path, 1)
    index.add([entry(f"m{n}") for n in range(120)])
    index.close()
    (file,) = path.glob(f"*/{name}")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert not is_sound(path, 1)
    again = open_index(path, 1)
    assert again.keys() == {}
    again.close()


def test_a_sound_index_is_left_as_it_is(index: Index, path: Path) -> None:
    index.add([entry("m1")])
    index.close()
    assert open_index(path, SHARDS).keys() == {"p1": {"m1"}}


def test_no_freed_memory_reaches_what_is_allocated_next(tmp_path: Path) -> None:
    """Chroma writes allocated memory that it has not used to its files."""
    open_index(tmp_path / "index", SHARDS).close()
    libc, size = ctypes.CDLL(None), 100_000
    libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    for _ in range(20):
        block = libc.malloc(size)
        assert b"forgotten" not in ctypes.string_at(block, size)
        ctypes.memset(block, 0, size)
        ctypes.memmove(block + size // 2, b"forgotten", 9)
        libc.free(block)
