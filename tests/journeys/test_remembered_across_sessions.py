"""The whole conversation, over HTTP, with both processes killed and started again between its sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from retold import Person, Retold

MOVE = "I just moved to Porto with my sister Ines, and I have a job interview in nine days"


def consent(person: Person) -> None:
    person.open()
    person.press("/affirm")


def restart(retold: Retold) -> None:
    retold.kill()
    retold.start()


def test_nothing_is_kept_before_a_yes(retold: Retold, person: Person) -> None:
    opened = person.open()
    assert "I am software" in opened.text
    assert opened.buttons == ["/affirm", "/deny"]
    told = person.say("my dog Quillfeather is nine years old")
    assert "not kept" in told.text
    assert told.receipts == []
    assert person.ask("GET", "/webhooks/web/me/memories").body["memories"] == []
    assert retold.holds("Quillfeather") == []


def test_a_no_leaves_a_bot_that_talks_and_keeps_nothing(retold: Retold, person: Person) -> None:
    person.open()
    assert "keep nothing" in person.press("/deny").text
    assert person.say("my parrot Tamarillo speaks french").receipts == []
    assert person.say("are you human?").text
    assert person.ask("GET", "/webhooks/web/me/profile").body["remembering"] == "paused"
    assert retold.holds("Tamarillo") == []


def test_a_person_is_remembered_across_sessions_and_restarts(retold: Retold, person: Person) -> None:
    consent(person)
    named = person.say("My name is Mira")
    assert "Mira" in named.text
    told = person.say(MOVE)
    assert len({receipt["memory_id"] for receipt in told.receipts}) >= 3
    assert all(receipt["quote"] in MOVE for receipt in told.receipts)

    assert "until this conversation ends" in person.say("can we talk off the record").text
    assert person.ask("GET", "/webhooks/web/me/profile").body["remembering"] == "off"
    assert person.say("my parrot Tamarindo speaks french").receipts == []
    assert "Ines" not in person.say("what's my sister's name?").text
    assert retold.holds("Tamarindo") == []

    restart(retold)
    greeted = person.open()
    assert person.ask("GET", "/webhooks/web/me/profile").body["remembering"] == "on"
    assert "Mira" in greeted.text
    topics = [receipt for receipt in greeted.receipts if "Mira" not in receipt["statement"]]
    assert len(topics) == 1
    assert topics[0]["quote"] in greeted.text

    sister = person.say("what's my sister's name?")
    assert "Ines" in sister.text
    assert "moved to Porto with my sister Ines" in sister.text
    assert "today" in sister.text or "yesterday" in sister.text
    assert sister.receipts
    brother = person.say("what's my brother's name?")
    assert "nothing from you" in brother.text
    assert "Ines" not in brother.text
    assert brother.receipts == []

    listed = person.say("what do you remember about me?")
    assert "/memories" in listed.text
    assert {"Mira", "Ines"} <= {word.strip(".") for r in listed.receipts for word in r["statement"].split()}

    moved = person.say("actually I live in Braga now")
    assert "porto" in moved.text.lower()
    assert "Braga" in moved.text
    kept = person.ask("GET", "/webhooks/web/me/memories").body["memories"]
    former = [memory for memory in kept if memory["status"] == "superseded"]
    assert [memory["slot"]["value"].lower() for memory in former] == ["porto"]
    assert "Braga" in person.say("where do i live?").text
    assert "porto" in person.say("where did i live before?").text.lower()


def test_what_is_forgotten_is_gone_from_every_file_and_stays_gone(retold: Retold, person: Person) -> None:
    consent(person)
    person.say("my sister Philippina keeps bees")
    person.say("i work as a locksmith")
    asked = person.say("forget about my sister")
    assert "Philippina" in asked.text
    assert asked.buttons == ["/affirm", "/deny"]
    assert "Philippina" in person.say("what's my sister's name?").text, "nothing is forgotten before the yes"

    person.say("forget about my sister")
    assert "Forgotten" in person.say("yes").text
    assert retold.holds("Philippina") == []
    assert "nothing from you" in person.say("what's my sister's name?").text
    assert "locksmith" in person.say("what do i do for work?").text

    assert person.say("forget everything").buttons == ["/affirm", "/deny"]
    assert "keep it" in person.say("no").text
    person.say("forget everything")
    assert "Everything is forgotten" in person.say("yes").text
    assert retold.holds("Philippina", "locksmith") == []

    restart(retold)
    opened = person.open()
    assert "I am software" in opened.text, "it asks for consent again, as of a stranger"
    assert retold.holds("Philippina", "locksmith") == []
    assert "nothing" in person.say("what do you remember about me?").text


def test_a_late_yes_does_not_forget(person: Person) -> None:
    consent(person)
    person.say("my brother Aurelio paints boats")
    person.say("forget about my brother")
    for _ in range(3):  # it is asked again twice below what is answered, and then it rests
        assert "Aurelio" in person.say("what's my brother's name?").text
    person.say("yes")
    assert "Aurelio" in person.say("what's my brother's name?").text


def test_remembering_is_stopped_and_taken_up_again(retold: Retold, person: Person) -> None:
    consent(person)
    person.say("i play the bassoon")
    assert "stopped" in person.say("stop remembering").text
    assert person.say("i collect barometers from Ravenna").receipts == []
    assert retold.holds("barometers") == []
    person.say("remember again")
    assert person.say("I work as a welder").receipts
    quotes = [memory["quote"] for memory in person.ask("GET", "/webhooks/web/me/memories").body["memories"]]
    assert sorted(quotes) == ["I work as a welder", "i play the bassoon"]


def test_the_index_is_rebuilt_from_the_ledger(retold: Retold, person: Person) -> None:
    consent(person)
    person.say("my cat is called Bramblewick")
    retold.kill("memory")
    for path in sorted((retold.home / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    retold.start("memory")
    assert "Bramblewick" in person.say("what's my cat's name?").text


@pytest.mark.parametrize(
    "text",
    [
        "🙂🎈",
        "مرحبا، اسمي سلمى",
        "\u202etfel ot thgir",
        "a" * 3000,
        "/forget_everything",
        "／affirm",
        "{name}",
        "<b>hi</b>",
    ],
    ids=["emoji", "right to left", "override", "long word", "intent command", "wide slash", "braces", "markup"],
)
def test_odd_messages_get_an_answer(person: Person, text: str) -> None:
    consent(person)
    assert person.say(text).text


def test_a_typed_command_forgets_nothing(person: Person) -> None:
    consent(person)
    person.say("i live in Lund")
    person.say("/forget_everything")
    person.say("/affirm")
    assert "Lund" in person.say("where do i live?").text


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"text": 5}',
        b'{"text": ""}',
        b"{}",
        b'{"text": "' + b"x" * 10_000 + b'"}',
        b'{"payload": "/affirm"}',
    ],
    ids=["broken", "list", "number", "empty", "nothing", "too long", "payload never offered"],
)
def test_a_bad_request_is_told_what_is_wrong(retold: Retold, person: Person, body: bytes) -> None:
    consent(person)
    answered = person.ask("POST", "/webhooks/web/messages", body)
    assert 400 <= answered.status < 500
    assert answered.body["detail"]


def test_fifty_messages_at_once_are_each_answered_and_none_is_lost(retold: Retold, person: Person) -> None:
    consent(person)

    def tell(number: int) -> int:
        return person.ask("POST", "/webhooks/web/messages", {"text": f"i have {number + 2} model trains"}).status

    with ThreadPoolExecutor(50) as crowd:
        statuses = list(crowd.map(tell, range(50)))
    assert set(statuses) <= {200, 429}
    answered = statuses.count(200)
    assert answered >= 25
    kept = person.ask("GET", "/webhooks/web/me/memories?limit=500").body["memories"]
    assert sum(memory["seen"] for memory in kept) == answered, "each is a memory, or one that was told again"


def test_nothing_that_was_said_is_in_a_log(retold: Retold, person: Person) -> None:
    consent(person)
    person.say("my aunt Eglantine sings in a choir")
    person.say("what's my aunt's name?")
    assert "eglantine" not in retold.log().lower()


def test_two_people_never_see_each_other(retold: Retold) -> None:
    one, other = Person(retold), Person(retold)
    consent(one)
    consent(other)
    memory_id = one.say("my son is called Leopold").receipts[0]["memory_id"]
    assert "nothing from you" in other.say("what's my son's name?").text
    assert other.ask("GET", f"/webhooks/web/me/memories/{memory_id}").status == 404
    assert other.ask("DELETE", f"/webhooks/web/me/memories/{memory_id}").status == 404
    assert "Leopold" in one.say("what's my son's name?").text


def test_the_view_is_equal_to_what_the_memory_service_keeps(retold: Retold, person: Person) -> None:
    consent(person)
    person.say("i moved to Ghent last spring and i have two rabbits")
    shown = person.ask("GET", "/webhooks/web/me/memories").body["memories"]
    kept = retold.service("GET", f"/v1/users/{quote(shown[0]['user_id'])}/memories")["memories"]
    assert shown == kept
