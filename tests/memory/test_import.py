"""An export is taken in again, whole, and nothing that was done here is undone by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from http_calls import of_a_life, take_in
from people import People
from starlette.testclient import TestClient

MARKED = ("id", "user_id", "used", "message_id", "channel", "in_reply_to", "imported_at", "imported_from")


def told(client: TestClient, user_id: str) -> list[dict[str, Any]]:
    """What is remembered, without the ids, what is counted here, and what an import marks."""
    memories = client.get(f"/v1/users/{user_id}/memories").json()["memories"]
    number = {memory["id"]: n for n, memory in enumerate(sorted(memories, key=lambda m: (m["told_at"], m["quote"])))}
    left = [{k: v for k, v in m.items() if k not in MARKED} for m in memories]
    return sorted(
        ({**m, "supersedes": number.get(m["supersedes"])} for m in left), key=lambda m: (m["told_at"], m["quote"])
    )


def test_an_export_is_whole_again_where_it_is_imported(client: TestClient, people: People, exported: Any) -> None:
    before = told(client, "ana")
    client.delete("/v1/users/ana")
    people.consent("ana")
    assert take_in(client, exported) == {"imported": 5, "already_there": 0, "refused": []}
    people.reopen()
    assert told(TestClient(client.app, headers=client.headers), "ana") == before


def test_the_same_import_twice_changes_nothing(client: TestClient, people: People, exported: Any) -> None:
    people.consent("ben")
    take_in(client, exported, "ben")
    before = client.get("/v1/users/ben/export").json()
    assert take_in(client, exported, "ben") == {"imported": 0, "already_there": 5, "refused": []}
    assert client.get("/v1/users/ben/export").json() == before
    assert take_in(client, before, "ben") == {"imported": 0, "already_there": 5, "refused": []}
    assert take_in(client, exported) == {"imported": 0, "already_there": 5, "refused": []}


def test_what_is_imported_is_found_superseded_and_forgotten_like_the_rest(
    client: TestClient, people: People, exported: Any
) -> None:
    people.consent("ben")
    take_in(client, exported, "ben")
    found = people.service.recall("ben", "where do I live?").matches[0].memory
    assert found.quote == "I live in Bragança"
    assert [memory.quote for memory in people.service.history("ben", found.id)] == [
        "actually I live in Braga now",
        "I live in Porto",
    ]
    assert people.service.forget("ben", [found.id]).memories == 3
    assert {m["quote"] for m in told(client, "ana")} == {m["quote"] for m in exported["memories"]}


def test_what_was_edited_here_stays_as_it_is(client: TestClient, people: People, exported: Any) -> None:
    (hiking,) = people.service.memories("ana", q="hiking")
    people.service.correct("ana", hiking.id, {"quote": "I love long hikes", "status": "done"}, channel="by hand")
    assert take_in(client, exported)["imported"] == 0
    assert people.service.memory("ana", hiking.id).quote == "I love long hikes"


def test_what_was_forgotten_here_does_not_come_back_and_that_is_said(
    client: TestClient, people: People, exported: Any
) -> None:
    (hiking,) = people.service.memories("ana", q="hiking")
    people.service.forget("ana", [hiking.id])
    taken = take_in(client, exported)
    assert taken == {"imported": 0, "already_there": 4, "refused": [{"reason": "forgotten", "category": "tastes"}]}
    assert people.files_with("hiking") == []


def test_a_file_puts_no_words_into_anybodys_mouth(client: TestClient, people: People, exported: Any) -> None:
    people.consent("ben")
    spam = "You owe us money, click http://evil.example"
    made_up = {**exported["memories"][0], "quote": "My cat is Tom", "statement": spam, "in_reply_to": spam,
               "channel": spam[:40], "message_id": spam, "sensitivity": None, "told_at": "2020-01-01T12:00:00Z",
               "slot": {"entity": spam, "attribute": spam, "value": spam},
               "about": {"from": "2020-01-01", "to": "2020-01-02", "phrase": spam}}  # fmt: skip
    take_in(client, {**exported, "memories": [made_up]}, "ben")
    (memory,) = client.get("/v1/users/ben/memories").json()["memories"]
    assert (memory["quote"], memory["statement"]) == ("My cat is Tom", "Your cat is Tom")
    assert (memory["channel"], memory["imported_from"]) == ("import", "another place")
    assert memory["imported_at"] == people.clock.now.isoformat().replace("+00:00", "Z")
    people.reopen()
    assert people.files_with("evil.example", "owe us") == []
    markdown = client.get("/v1/users/ben/export?format=markdown").text
    assert "the file said you told it on 2020-01-01" in markdown


def test_what_is_corrected_here_is_the_persons_own_word_from_then_on(
    client: TestClient, people: People, exported: Any
) -> None:
    people.consent("ben")
    take_in(client, exported, "ben")
    (hiking,) = people.service.memories("ben", q="hiking")
    corrected = people.service.correct("ben", hiking.id, {"quote": "I love long hikes"}, channel="by hand")
    assert (corrected.channel, corrected.imported_at, corrected.imported_from) == ("by hand", None, None)
    (former,) = people.service.history("ben", hiking.id)
    assert (former.channel, former.imported_from) == ("import", "web")


def test_a_large_export_is_taken_in_in_pieces_and_its_history_holds(
    client: TestClient, people: People, exported: Any
) -> None:
    people.consent("ben")
    told_first = sorted(exported["memories"], key=lambda one: one["told_at"])
    by_id = {one["id"]: one for one in told_first}
    for one in sorted(told_first, key=lambda one: bool(one["supersedes"])):
        assert take_in(client, {**exported, "memories": [by_id[one["id"]]]}, "ben")["imported"] == 1
    most = {**exported, "memories": [{**told_first[0], "id": f"m{n}"} for n in range(251)]}
    answered = client.post("/v1/users/ben/import", json=most)
    assert answered.status_code == 422
    assert "250" in answered.json()["detail"]


READ = ("quote", "attribute", "value", "modality", "negated", "repeats", "weight", "ended_on", "status")


def test_an_import_gives_back_the_same_picture(client: TestClient, people: People, exported: Any) -> None:
    people.consent("ben")
    take_in(client, {**exported, "memories": of_a_life(exported)}, "ben")
    first = client.get("/v1/users/ben/export").json()
    people.consent("cem")
    take_in(client, first, "cem")
    second = client.get("/v1/users/cem/export").json()
    for taken in (first, second):
        told = sorted(taken["memories"], key=lambda one: one["told_at"])
        assert [{key: one[key] for key in READ} for one in told] == [
            {key: {"negated": False, "repeats": None, "weight": 1, "ended_on": None, **one}[key] for key in READ}
            for one in of_a_life(exported)
        ]
        mara, she = told[0]["who"], told[1]["who"]
        assert (mara["name"], mara["relation"], she["id"], told[2]["who"]) == ("Mara", "sister", mara["id"], None)
    (ben,) = (one for one in people.service.people("ben") if one.name == "Mara")
    assert [(state.attribute, state.value) for state in ben.states] == [("habit", "paints"), ("home", "Hull")]


def test_an_export_of_before_there_was_a_cast_is_taken_in(client: TestClient, people: People, exported: Any) -> None:
    people.consent("ben")
    for one in exported["memories"]:
        for name in ("who", "attribute", "value", "modality", "negated", "repeats", "weight", "ended_on"):
            one.pop(name, None)
    assert take_in(client, exported, "ben")["imported"] == 5


def test_memories_that_supersede_each_other_in_a_ring_are_still_forgotten(
    client: TestClient, people: People, exported: Any
) -> None:
    people.consent("ben")
    first, second = exported["memories"][:2]
    first["supersedes"], second["supersedes"] = second["id"], first["id"]
    take_in(client, exported, "ben")
    assert people.service.forget_person("ben").residue == 0


def test_the_import_of_an_export_in_a_file_is_json_as_it_was_written(
    client: TestClient, people: People, exported: Any, tmp_path: Path
) -> None:
    people.consent("ben")
    file = tmp_path / "what-i-remember.json"
    file.write_text(json.dumps(exported, ensure_ascii=False))
    sent = {"Content-Type": "application/json"}
    assert client.post("/v1/users/ben/import", content=file.read_bytes(), headers=sent).json()["imported"] == 5
