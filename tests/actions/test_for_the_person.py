"""What is for the person and not for the time they spend: suggestions, a run of bad turns, a crisis."""

from __future__ import annotations

from pathlib import Path

import pytest
from calls import Conversation
from starlette.testclient import TestClient

from actions.catalog import KINDS, Catalog, read_catalog
from actions.crisis import read_help_lines, read_patterns
from actions.mood import Mood
from actions.mood_train import read_sessions
from benchmarks.moods import HELD_OUT, spirals
from memory.embeddings import Embedder
from memory.errors import SettingsInvalid
from memory.service import MemoryService


def values(ana: Conversation, name: str) -> list[str]:
    return [str(said[name]) for said in ana.seen if name in said]


def test_one_suggestion_is_near_to_their_taste_with_its_receipt_and_one_outside_it(ana: Conversation) -> None:
    ana.consent()
    ana.say("I love hiking in the mountains")
    said = ana.say("suggest something", "action_suggest", "suggest_something")
    assert said.names == ["utter_suggest_near", "utter_suggest_far"]
    assert [receipt["quote"] for receipt in said.receipts] == ["I love hiking in the mountains"]
    items = {item.text: item for item in read_catalog()}
    near, far = (items[said.responses[at][name]] for at, name in ((0, "near"), (1, "far")))
    assert "hiking" in " ".join(near.tastes)
    assert far.kind != near.kind
    assert far.offline
    assert far.people
    assert said.responses[1]["reason"]


def test_without_a_taste_it_suggests_something_offline_with_others_and_claims_no_fit(ana: Conversation) -> None:
    ana.consent()
    said = ana.say("suggest something", "action_suggest", "suggest_something")
    assert said.names == ["utter_suggest_any"]
    assert said.receipts == []


def test_what_was_declined_is_never_offered_again(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I love cooking")
    declined = set()
    for _ in range(40):
        said = ana.say("something else please", "action_decline_suggestion", "decline_suggestion")
        offered = {response.get("near") or response.get("far") for response in said.responses} - {None}
        assert not offered & declined
        declined |= offered
    answers = {move.answer for move in service.moves("ana") if move.kind == "suggestion"}
    assert "declined" in answers


def test_what_is_suggested_while_it_is_off_draws_on_nothing_and_is_not_written_down(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.say("I love hiking in the mountains")
    service.change_profile("ana", {"remembering": "off"})
    said = ana.say("suggest something", "action_suggest", "suggest_something")
    assert said.names == ["utter_suggest_any"]
    assert said.receipts == []
    assert service.moves("ana") == []


def test_a_plain_no_is_taken_without_another_offer(ana: Conversation) -> None:
    ana.consent()
    ana.say("suggest something", "action_suggest", "suggest_something")
    said = ana.say("not my thing", "action_decline_suggestion", "decline_suggestion")
    assert said.names == ["utter_suggestion_declined"]


def test_a_book_is_suggested_when_a_book_is_asked_for(ana: Conversation) -> None:
    ana.consent()
    ana.say("I like science fiction")
    said = ana.say("what should i read next", "action_suggest", "suggest_something")
    assert next(item for item in read_catalog() if item.text == said.responses[0]["near"]).kind == "book"


def test_a_film_is_suggested_when_a_film_is_asked_for(ana: Conversation) -> None:
    ana.consent()
    said = ana.say("suggest a film", "action_suggest", "suggest_something").responses
    assert next(item for item in read_catalog() if item.text == said[0]["far"]).kind == "film"
    assert said[0]["reason"] == "you asked for a film"


def test_the_catalog_has_sixty_items_of_every_kind_and_most_need_no_screen() -> None:
    items = read_catalog()
    assert len(items) >= 60
    assert {item.kind for item in items} == set(KINDS)
    assert sum(item.offline for item in items) > len(items) / 2


def test_what_is_far_is_the_farthest_that_is_left(embedder: Embedder) -> None:
    catalog = Catalog(read_catalog(), embedder)
    everything = {item.id for item in catalog.items}
    assert catalog.far([], everything, None) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: b", "has to be a list"),
        ("- {id: a}", "`kind` has to be a text"),
        ("- {id: a, kind: drug, text: b., tastes: [c], offline: true, people: true}", "`kind` has to be book, film"),
        ("- {id: a, kind: book, text: b., tastes: [], offline: true, people: true}", "`tastes` has to be a list"),
        ("- &x {id: a, kind: book, text: b., tastes: [c], offline: true, people: true}\n- *x", "twice"),
    ],
)
def test_a_malformed_catalog_is_refused_by_entry(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "catalog.yml"
    file.write_text(text)
    with pytest.raises(SettingsInvalid, match=reason):
        read_catalog(file)


BAD_DAY = ("everything is terrible", "i hate my awful life", "i feel so sad and alone")


def test_a_run_of_bad_turns_is_met_once_with_what_they_said_helps(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.tell("ana", "a walk by the river helps me when I am low", channel="by hand")
    for text in BAD_DAY:
        said = ana.say(text, intent="feel_bad")
    assert said.names[-1] == "utter_spiral_helped"
    assert said.receipts[-1]["quote"] == "a walk by the river helps me when I am low"
    again = ana.say("it is all so horrible", intent="feel_bad")
    assert not [name for name in again.names if name.startswith("utter_spiral")]


def test_without_that_it_names_people(ana: Conversation) -> None:
    ana.consent()
    for text in BAD_DAY:
        said = ana.say(text, intent="feel_bad")
    assert said.names[-1] == "utter_spiral"


def test_a_bad_day_is_called_hard_once_and_then_met_with_less(ana: Conversation) -> None:
    ana.consent()
    assert ana.say("i feel awful today", intent="feel_bad").names == ["utter_noted_heavy"]
    assert ana.say("i had a fight with my mother").names == ["utter_noted_heavy_again"]
    for text in (*BAD_DAY, "it is all so horrible"):
        names = ana.say(text, intent="feel_bad").names
        assert names[-1] == "utter_spiral" or all(name.endswith("_again") for name in names), text


def test_a_single_bad_turn_is_no_spiral(ana: Conversation) -> None:
    ana.consent()
    ana.say("I love jazz")
    ana.say("i had a good day with friends")
    assert "utter_spiral" not in ana.say("i feel awful", intent="feel_bad").names


def test_ordinary_bad_words_are_no_bad_mood(embedder: Embedder) -> None:
    assert not Mood(embedder).is_spiral(["I hate mushrooms", "I read a murder mystery", "my car is old"])


def test_spirals_are_seen_in_sessions_that_it_was_not_trained_on(embedder: Embedder) -> None:
    """At what was measured: 76 % and 7.5 %. A spiral that is none costs more than one that is missed."""
    recall, alarms = spirals(Mood(embedder).is_spiral, read_sessions(HELD_OUT))
    assert recall >= 0.76
    assert alarms < 0.08


def test_nothing_of_a_crisis_is_noted_and_help_is_named(
    ana: Conversation, client: TestClient, service: MemoryService
) -> None:
    ana.consent()
    before = service.memories("ana")
    said = ana.say("I want to kill myself and my sister Ines knows", "action_meet_crisis", "crisis")
    assert said.names == ["utter_crisis"]
    assert all(number in said.responses[0]["help"] for number in ("112", "988"))
    assert service.memories("ana") == before
    assert service.withheld("ana") == []
    assert "Ines" not in client.get("/v1/users/ana/export").text
    assert ana.slots["memory"] == {"message_id": ana.message["message_id"], "withheld": [["crisis", "crisis"]]}


def test_nothing_of_a_crisis_is_noted_that_comes_over_rest(client: TestClient, service: MemoryService) -> None:
    service.change_profile("ana", {"remembering": "on", "sensitive": "keep"})
    said = {"message_id": "m1", "sent_at": "2026-11-21T12:00:00Z", "channel": "site"}
    said["text"] = "my sister is called Ines and I  don\u2019t want to live anymore"
    answered = client.post("/v1/users/ana/messages", json=said).json()
    assert answered == {
        "memories": [],
        "withheld": [{"reason": "crisis", "category": "crisis"}],
        "unread": 0,
        "unsure": [],
    }
    assert client.get("/v1/users/ana/memories").json()["memories"] == []
    assert client.get("/v1/users/ana/withheld").json()["withheld"] == []
    said |= {"message_id": "m2", "text": "my sister is called Ines"}
    assert len(client.post("/v1/users/ana/messages", json=said).json()["memories"]) == 1


def test_words_of_a_crisis_that_make_no_pattern_are_refused_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "crisis.yml"
    file.write_text("words: [{pattern: '('}]")
    with pytest.raises(SettingsInvalid, match=r"crisis\.yml"):
        read_patterns(file)


def test_help_is_that_of_the_country_that_the_file_names(tmp_path: Path) -> None:
    file = tmp_path / "crisis.yml"
    file.write_text("general: Call 112.\ncountry: DE\nhelp: {DE: In Germany 0800., US: In the US 988.}")
    assert read_help_lines(file) == "Call 112.\nIn Germany 0800."
    file.write_text("general: Call 112.\ncountry: XX\nhelp: {DE: In Germany 0800.}")
    with pytest.raises(SettingsInvalid, match="XX"):
        read_help_lines(file)
