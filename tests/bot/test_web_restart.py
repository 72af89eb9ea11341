"""What a restart of Rasa keeps, drops and begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_actions import SmallMemory
from small_server import Person, RasaServer, free_port


@pytest.fixture(scope="module")
def place(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaServer]:
    home = tmp_path_factory.mktemp("restart")
    memory = SmallMemory(free_port(), home / "transcript.db")
    memory.start()
    server = RasaServer(model, home, memory.port)
    server.start()
    yield server
    server.kill()
    memory.stop()


def test_a_kill_loses_nothing_that_was_kept_and_keeps_nothing_that_was_forgotten(place: RasaServer) -> None:
    kept, unasked, erased, reopened = (Person(place.url) for _ in range(4))
    for person in (kept, unasked, erased, reopened):
        person.open()
    unasked.say("a quince tree")
    for person in (kept, erased, reopened):
        person.say("remember")
    kept.say("a walnut tree", message_id="w1")
    erased.say("a medlar tree")
    assert erased.say("erase everything") == [{"text": "That is erased."}]
    reopened.say("a fig tree")

    place.kill()
    kept_on_disk = (place.home / "transcript.db").read_bytes()
    assert b"walnut" in kept_on_disk
    for gone in (b"quince", b"medlar"):
        assert gone not in kept_on_disk
    place.start()

    # A conversation that goes on does so without a second greeting, and a retry is still answered once.
    assert kept.say("a walnut tree", message_id="w1")[0]["receipts"][0]["quote"] == "a walnut tree"
    assert kept.say("and a plum tree")[0]["text"].endswith("a plum tree")
    # Of somebody who decided nothing, nothing was on the disk: they are new.
    assert unasked.send(text="still there").status == 401
    assert unasked.open() == {"messages": [{"text": "Hello, I am software."}], "history": []}
    # Opening after a restart begins a new session.
    assert reopened.open() == {"messages": [{"text": "Hello, I am software."}], "history": []}
    assert reopened.open()["messages"] == []
    assert b"fig tree" not in (place.home / "transcript.db").read_bytes()
    assert "medlar" not in str(erased.open())


def test_a_tracker_store_that_cannot_forget_is_refused_at_the_start(model: Path, tmp_path: Path) -> None:
    server = RasaServer(model, tmp_path, free_port())
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(endpoints.read_text().replace("ErasableTrackerStore", "ErasableTrackerStoer"))
    with pytest.raises(AssertionError, match="which cannot forget"):
        server.start()
    server.kill()
