"""The chat over HTTP, with a real Rasa server."""

from __future__ import annotations

import http.client
from concurrent.futures import ThreadPoolExecutor

import pytest
from small_actions import SmallMemory
from small_server import Person, RasaServer


def test_opening_greets_once_and_a_reload_shows_the_running_session(person: Person) -> None:
    assert person.open()["messages"] == [{"text": "Hello, I am software."}]
    person.say("apples and pears")
    reopened = person.open()
    assert reopened["messages"] == []
    assert [(entry["from"], entry["text"]) for entry in reopened["history"]] == [
        ("bot", "Hello, I am software."),
        ("person", "apples and pears"),
        ("bot", "Noted.\n\nYou said: apples and pears"),
    ]


def test_receipts_stay_with_a_reply_of_several_paragraphs(person: Person) -> None:
    person.open()
    (message,) = person.say("apples and pears")
    assert message["text"] == "Noted.\n\nYou said: apples and pears"
    assert message["receipts"][0]["quote"] == "apples and pears"
    assert set(message) == {"text", "receipts"}


def test_a_receipt_says_whether_it_was_just_noted(person: Person) -> None:
    person.open()
    (old,) = person.say("apples and pears")
    assert "noted" not in old["receipts"][0]
    (new,) = person.say("just now, plums", message_id="n1")
    assert new["receipts"][0]["noted"] is True
    assert person.say("just now, plums", message_id="n1") == [new]
    assert [entry["receipts"][0].get("noted") for entry in person.open()["history"] if "receipts" in entry] == [
        None,
        True,
    ]


def test_an_erasure_in_the_chat_is_reported_with_its_reply_and_to_a_retry(person: Person) -> None:
    person.open()
    assert "erased" not in person.send(text="a medlar tree", message_id="e1").json
    answer = person.send(text="erase everything", message_id="e2").json
    assert answer == {"messages": [{"text": "That is erased."}], "erased": True}
    assert person.send(text="erase everything", message_id="e2").json == answer
    assert [entry["text"] for entry in person.open()["history"]] == ["That is erased."]
    assert "erased" not in person.send(text="a quince tree", message_id="e3").json


def test_whoever_comes_back_after_all_words_were_erased_is_greeted_again(person: Person, memory: SmallMemory) -> None:
    person.open()
    person.say("a medlar tree")
    memory.erase(person.user_id)
    assert person.open() == {"messages": [{"text": "Hello, I am software."}], "history": []}


def test_a_message_sent_twice_is_answered_once(person: Person, memory: SmallMemory) -> None:
    person.open()
    first = person.say("plums in spring", message_id="abc-1")
    assert person.say("plums in spring", message_id="abc-1") == first
    assert memory.observed.count("plums in spring") == 1


def test_nobody_is_answered_before_opening(person: Person) -> None:
    answer = person.send(text="hello")
    assert (answer.status, answer.headers["content-type"]) == (401, "application/problem+json")
    assert "POST /webhooks/web/open" in answer.json["detail"]


def test_a_client_cannot_choose_who_it_is(person: Person) -> None:
    answer = person.ask("POST", "/webhooks/web/open", {"user_id": "web:" + "0" * 32, "sender": "somebody"})
    assert answer.status == 200
    assert person.user_id != "web:" + "0" * 32
    forged = Person(person.url, person.cookie[:-4] + "AAAA", person.cookie_name)
    assert forged.send(text="hello").status == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(person: Person) -> None:
    cookie = person.ask("POST", "/webhooks/web/open").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"} <= set(cookie.split("; "))
    assert cookie.startswith(f"retold_{person.url.rpartition(':')[2]}=")
    # Without a proxy that we know of, anybody may have written this header.
    forged = Person(person.url).ask("POST", "/webhooks/web/open", X_Forwarded_Proto="https")
    assert "Secure" not in forged.headers["set-cookie"].split("; ")


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("/affirm", "∕affirm"),
        ("  /affirm", "∕affirm"),
        ("\u2003\u00a0/affirm", "∕affirm"),
        ("\x00\x1f/affirm", "∕affirm"),
        ("\n/restart", "∕restart"),
        ('/affirm{"a": "b"}', '∕affirm{"a": "b"}'),
    ],
)
def test_a_typed_command_is_only_text(person: Person, memory: SmallMemory, sent: str, seen: str) -> None:
    person.open()
    (reply,) = person.say(sent)
    assert memory.observed[-1] == seen
    assert "answered" not in reply["text"]


def test_a_button_works_once_it_is_offered_and_while_its_question_is_open(person: Person) -> None:
    person.open()
    assert person.send(payload="/affirm").status == 400
    (question,) = person.say("ask me")
    assert [button["title"] for button in question["buttons"]] == ["Yes, please", "No"]
    yes = question["buttons"][0]["payload"]
    answer = person.send(payload=yes)
    assert answer.json["messages"] == [{"text": "You answered affirm"}]
    assert [entry["text"] for entry in person.open()["history"]][-2:] == ["Yes, please", "You answered affirm"]
    assert person.send(payload=yes).status == 409
    assert person.send(payload="/session_start").status == 400


def test_a_button_of_another_tab_answers_no_question_but_its_own(person: Person) -> None:
    person.open()
    (first,) = person.say("ask me", message_id="tab-1")
    (second,) = person.say("ask me", message_id="tab-2")
    assert person.say("ask me", message_id="tab-1") == [first]
    shown = [entry["buttons"] for entry in person.open()["history"] if "buttons" in entry]
    assert shown == [first["buttons"], second["buttons"]]
    assert person.send(payload=first["buttons"][0]["payload"]).status == 409
    assert person.send(payload=second["buttons"][0]["payload"]).status == 200


def test_a_payload_without_its_reply_answers_the_question_that_is_open(person: Person) -> None:
    person.open()
    person.say("ask me")
    assert person.send(payload="/affirm").status == 200
    assert person.send(payload="/affirm").status == 409


def test_a_typed_yes_of_another_tab_answers_no_question_but_its_own(person: Person) -> None:
    person.open()
    seen = [person.say("ask me")[0]["buttons"][0]["payload"].partition("#")[2] for _ in range(2)]
    for behind in (seen[0], ""):
        assert person.send(text="yes", seen=behind).status == 409
    assert person.send(text="apples and pears", seen=seen[0]).status == 200  # no yes: it harms nobody
    seen = person.say("ask me")[0]["buttons"][0]["payload"].partition("#")[2]
    assert person.send(text="yes", seen=seen).status == 200
    assert person.send(text="yes", seen="").status == 200  # nothing is asked
    assert person.send(text="yes", seen="not a name").status == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"[" * 50_000, 400),
        (b'{"text": 5}', 422),
        (b'{"text": null}', 422),
        (b'{"text": ""}', 422),
        (b'{"text": " \\n\\u200b"}', 422),
        (b'{"text": "\\u0000"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"text": "a", "payload": "/affirm"}', 422),
        (b'{"text": "a", "message_id": 7}', 422),
        (b'{"text": "a", "message_id": "a b"}', 422),
        (b"{}", 422),
        (b'{"text": "' + b"a" * 10_000 + b'"}', 413),
        (b'{"text": "' + b"a" * 70_000 + b'"}', 413),
    ],
    ids=lambda value: str(value[:40]) if isinstance(value, bytes) else str(value),
)
def test_bad_input_gets_a_clear_answer(person: Person, body: bytes, status: int) -> None:
    person.open()
    answer = person.ask("POST", "/webhooks/web/messages", body)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json["detail"]


def test_a_request_larger_than_any_needed_is_refused_by_its_length(server: RasaServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/webhooks/web/messages")
    connection.putheader("X-Requested-With", "retold")
    connection.putheader("Content-Length", str(50 * 1024 * 1024))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_body_that_is_too_large_is_answered_and_not_cut_off(person: Person) -> None:
    person.open()
    answer = person.ask("POST", "/webhooks/web/me/import", b"[" + b" " * (9 * 1024 * 1024) + b"]")
    assert (answer.status, answer.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "text",
    ["🎉🎉", "שלום, אני גר בחיפה", "مرحبا", "a" * 4_000, "tab\tand\nnewline", "e\u0301"],
    ids=lambda text: text[:10],
)
def test_unusual_text_is_answered_as_it_is(person: Person, memory: SmallMemory, text: str) -> None:
    person.open()
    person.say(text)
    assert memory.observed[-1] == text


def test_fifty_messages_at_once_each_get_a_clear_answer_and_none_is_lost(person: Person, memory: SmallMemory) -> None:
    person.open()
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda n: person.send(text=f"burst number {n}", message_id=f"b{n}"), range(50)))
    assert {answer.status for answer in answers} <= {200, 429}
    for number, answer in enumerate(answers):
        if answer.status == 429:
            assert answer.headers["retry-after"]
            person.say(f"burst number {number}", message_id=f"b{number}")
    assert {memory.observed.count(f"burst number {n}") for n in range(50)} == {1}


def test_people_do_not_see_each_other(server: RasaServer) -> None:
    one, other = Person(server.url), Person(server.url)
    one.open()
    other.open()
    one.say("a walnut tree")
    assert one.user_id != other.user_id
    assert "walnut" not in str(other.open())


def test_without_the_memory_service_the_chat_says_so_and_a_retry_is_answered(
    server: RasaServer, memory: SmallMemory
) -> None:
    person, newcomer = Person(server.url), Person(server.url)
    person.open()
    memory.stop()
    try:
        failed = person.send(text="quinces", message_id="q1")
        assert failed.status == 502
        assert "cannot reach my memory" in failed.json["detail"]
        assert newcomer.ask("POST", "/webhooks/web/open").status == 502
        assert person.ask("GET", "/health/ready").status == 503
        assert person.ask("GET", "/health/live").status == 200
        assert person.ask("GET", "/webhooks/web/me/memories").status == 502
    finally:
        memory.start()
    assert person.say("quinces", message_id="q1")[0]["receipts"]
    assert newcomer.open()["messages"] == [{"text": "Hello, I am software."}]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PUT", "/webhooks/web/me/profile", {"remembering": "paused"}), ("DELETE", "/webhooks/web/me", None)],
)
def test_what_is_decided_on_the_page_holds_for_the_transcript_at_once(
    server: RasaServer, person: Person, method: str, path: str, body: object
) -> None:
    person.open()
    person.say("remember")
    person.say("apricots in June")
    assert b"apricots" in (server.home / "transcript.db").read_bytes()
    assert person.ask(method, path, body).status == 200
    person.say("figs in a secret garden")
    assert b"secret garden" not in (server.home / "transcript.db").read_bytes()
    assert "secret garden" in str(person.open())


def test_what_is_said_is_not_in_the_log(server: RasaServer, person: Person) -> None:
    person.open()
    person.say("a secret orchard in Tavira")
    person.say("/secret orchard in Tavira")
    assert "Tavira" not in server.log.read_text()
