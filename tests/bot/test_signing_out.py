"""Signing out, here and everywhere; tokens that are planted or copied; and the names under which the bot answers."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_actions import SmallMemory
from small_server import Answer, Person, RasaServer, former_token, free_port

from bot.tickets import GRACE_S

SHOP, SIGN_OUT, SESSIONS = "https://shop.example", "/webhooks/web/sign-out", "/webhooks/web/sessions"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def copy(person: Person) -> Person:
    """Somebody who got hold of the cookie."""
    return Person(person.url, person.cookie, person.cookie_name)


def remembered(url: str) -> Person:
    person = Person(url)
    person.open()
    person.say("remember")
    return person


def test_the_next_person_after_a_sign_out_is_somebody_new(server: RasaServer) -> None:
    person = remembered(server.url)
    person.say("a walnut tree")
    before, copied = person.user_id, copy(person)
    out = person.ask("POST", SIGN_OUT)
    assert out.json == {"ended": 1}
    assert "Max-Age=0" in out.headers["set-cookie"]
    assert copied.ask("GET", "/webhooks/web/me/memories").status == 401
    assert copied.send(text="hello").status == 401
    assert "walnut" not in str(person.open())
    assert person.user_id != before


def test_sessions_are_listed_coarsely_and_each_can_be_ended(server: RasaServer) -> None:
    person = remembered(server.url)
    person.ask("POST", "/webhooks/web/open", User_Agent=FIREFOX)
    (only,) = person.ask("GET", SESSIONS).json["sessions"]
    assert set(only) == {"id", "here", "agent", "begun_at", "seen_at"}
    assert only["here"] is True
    other = remembered(server.url)
    assert other.ask("DELETE", f"{SESSIONS}/{only['id']}").status == 404
    assert person.ask("DELETE", f"{SESSIONS}/nonsense").status == 404
    assert person.ask("DELETE", f"{SESSIONS}/{only['id']}").json == {"ended": 1}
    assert person.ask("GET", SESSIONS).status == 401


def test_a_device_is_known_by_its_browser_and_system(server: RasaServer) -> None:
    person = Person(server.url)
    person.ask("POST", "/webhooks/web/open", User_Agent=FIREFOX)
    person.say("remember")
    assert [one["agent"] for one in person.ask("GET", SESSIONS).json["sessions"]] == ["Firefox on Linux"]
    data = (server.home / "sessions.db").read_bytes()
    assert b"Firefox on Linux" in data
    assert b"Gecko" not in data


def test_signing_out_everywhere_ends_every_session_at_once(server: RasaServer) -> None:
    person = remembered(server.url)
    copied = copy(person)
    former = former_token(person.user_id)
    elsewhere = Person(server.url, former, "retold")
    assert elsewhere.ask("GET", "/webhooks/web/me/memories").status == 200  # one who was here before the upgrade
    assert person.ask("DELETE", SESSIONS).json == {"ended": 2}
    for one in (copied, elsewhere, Person(server.url, former, "retold")):
        assert one.ask("GET", "/webhooks/web/me/memories").status == 401


def test_whoever_was_here_before_there_were_sessions_is_still_known(server: RasaServer) -> None:
    person = remembered(server.url)
    person.say("a walnut tree")
    upgraded = Person(server.url, former_token(person.user_id), "retold")
    assert "walnut" in str(upgraded.open())
    assert upgraded.cookie_name != "retold"
    assert "walnut" in str(upgraded.open())


def test_a_cookie_that_was_planted_is_not_shared_with_who_planted_it(server: RasaServer) -> None:
    mallory = remembered(server.url)
    victim = copy(mallory)
    victim.open()
    victim.say("a walled garden")
    time.sleep(GRACE_S)
    assert mallory.ask("GET", "/webhooks/web/me/memories").status == 401
    assert "walled garden" not in str(mallory.open())
    assert "walled garden" in str(victim.open())


def test_a_message_right_after_opening_is_answered_whichever_token_it_bears(server: RasaServer) -> None:
    person = remembered(server.url)
    under_way = copy(person)
    person.open()
    assert person.say("figs")
    assert under_way.send(text="figs").status == 200


@pytest.mark.parametrize("way", ["page", "elsewhere"])
def test_forgetting_everything_ends_every_session_and_makes_somebody_new(
    server: RasaServer, memory: SmallMemory, way: str
) -> None:
    person = remembered(server.url)
    before, copied = person.user_id, copy(person)
    assert before.encode() in (server.home / "sessions.db").read_bytes()
    if way == "page":
        assert person.ask("DELETE", "/webhooks/web/me").status == 200
    else:
        memory.erase_sessions(before, while_saying="figs")
        person.say("figs")
    assert person.user_id != before
    assert person.ask("GET", "/webhooks/web/me/memories").status == 200
    for dead in (copied, Person(server.url, former_token(before), "retold")):
        assert dead.ask("GET", "/webhooks/web/me/memories").status == 401
    assert before.encode() not in (server.home / "sessions.db").read_bytes()


def test_a_widget_is_signed_out_and_renewed_as_a_browser_is(server: RasaServer) -> None:
    person = Person(server.url)

    def ask(method: str, path: str, token: str = "", body: object = None) -> Answer:
        return person.ask(method, path, body, Origin=SHOP, **({"Authorization": f"Bearer {token}"} if token else {}))

    first = ask("POST", "/webhooks/web/open").json["token"]
    ask("POST", "/webhooks/web/messages", first, {"text": "remember"})
    second = ask("POST", "/webhooks/web/open", first).json["token"]
    assert second != first
    assert ask("GET", "/webhooks/web/me/memories", second).status == 200
    erased = ask("DELETE", "/webhooks/web/me", second)
    third = erased.headers["x-retold-token"]
    assert "X-Retold-Token" in erased.headers["access-control-expose-headers"]
    assert ask("GET", "/webhooks/web/me/memories", second).status == 401
    assert ask("POST", SIGN_OUT, third).json == {"ended": 1}
    assert ask("POST", "/webhooks/web/open", third).status == 401


def test_nobody_who_decided_nothing_is_in_the_file(server: RasaServer) -> None:
    people = [Person(server.url) for _ in range(20)]
    for person in people:
        person.open()
        person.say("a quince tree")
    data = (server.home / "sessions.db").read_bytes() if (server.home / "sessions.db").exists() else b""
    assert not any(person.user_id.encode() in data for person in people)


# Names and origins


@pytest.fixture(scope="module")
def behind(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaServer]:
    """A bot that people reach at https://bot.example, through one proxy."""
    settings = {"RETOLD_PUBLIC_URL": "https://bot.example", "RETOLD_PROXIES": "1"}
    home = tmp_path_factory.mktemp("behind")
    memory = SmallMemory(free_port(), home / "transcript.db")
    memory.start()
    server = RasaServer(model, home, memory.port, **settings)
    server.start()
    yield server
    server.kill()
    memory.stop()


HTTPS = {"Host": "bot.example", "X_Forwarded_Proto": "https"}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost:1", "127.0.0.1", "[", ""])
@pytest.mark.parametrize("path", ["/", "/memories", "/webhooks/web/open", "/webhooks/web/me/memories"])
def test_under_a_name_that_is_not_its_own_it_answers_nothing(server: RasaServer, host: str, path: str) -> None:
    method = "POST" if path.endswith("open") else "GET"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest(method, path, skip_host=True)
    for name, value in (("Host", host), ("X-Requested-With", "retold"), ("Origin", f"http://{host}")):
        connection.putheader(name, value)
    connection.putheader("Content-Length", "0")
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 421
    assert "RETOLD_PUBLIC_URL" in json.loads(answer.read())["detail"]
    connection.close()


def test_health_is_answered_under_any_name(server: RasaServer) -> None:
    assert Person(server.url).ask("GET", "/health/live", Host="10.0.0.7:5005").status == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://bot.example", 200),
        ("https://bot.example:443", 200),
        ("http://bot.example", 403),
        ("https://bot.example:8443", 403),
        ("https://bot.example.evil.example", 403),
        ("null", 403),
    ],
)
def test_an_origin_is_ours_by_scheme_host_and_port(behind: RasaServer, origin: str, status: int) -> None:
    assert Person(behind.url).ask("POST", "/webhooks/web/open", Origin=origin, **HTTPS).status == status


def test_over_https_no_other_host_can_set_the_cookie(behind: RasaServer) -> None:
    cookie = Person(behind.url).ask("POST", "/webhooks/web/open", **HTTPS).headers["set-cookie"]
    assert cookie.startswith("__Host-retold=")
    assert {"Secure", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_cookie_of_http_counts_for_nobody_over_https(behind: RasaServer) -> None:
    planted = Person(behind.url)
    planted.open()
    name = planted.cookie_name
    assert name.startswith("retold_")
    victim = Person(behind.url, planted.cookie, name)
    victim.ask("POST", "/webhooks/web/open", **HTTPS)
    assert victim.user_id != planted.user_id


@pytest.mark.parametrize(
    ("said", "secure"),
    [("https", True), ("https,http", True), ("http,https", False), ("http", False), ("HTTPS", True), ("", True)],
)
def test_the_scheme_is_what_the_proxies_say_and_else_that_of_the_public_address(
    behind: RasaServer, said: str, secure: bool
) -> None:
    headers = {"Host": "bot.example", "X_Forwarded_Proto": said}
    cookie = Person(behind.url).ask("POST", "/webhooks/web/open", **headers).headers["set-cookie"]
    assert ("Secure" in cookie.split("; ")) is secure


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),
        ("same-site", "cors", 403),
        ("cross-site", "navigate", 403),
        ("same-origin", "cors", 200),
        ("none", "navigate", 200),
    ],
)
def test_what_is_personal_is_not_read_by_another_site(server: RasaServer, site: str, mode: str, status: int) -> None:
    person = Person(server.url)
    person.open()
    answer = person.ask("GET", "/webhooks/web/me/export", Sec_Fetch_Site=site, Sec_Fetch_Mode=mode)
    assert answer.status == status
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_page_is_followed_to_by_a_link_and_not_read_by_another_site(server: RasaServer) -> None:
    person = Person(server.url)
    linked = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert person.ask("GET", "/memories", **linked).status == 200
    assert person.ask("GET", "/memories", **{**linked, "Sec_Fetch_Mode": "no-cors"}).status == 403


def test_an_allowed_site_reads_with_a_token(server: RasaServer) -> None:
    person = Person(server.url)
    token = person.ask("POST", "/webhooks/web/open", Origin=SHOP).json["token"]
    sent = {"Origin": SHOP, "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors"}
    assert person.ask("GET", "/webhooks/web/me/memories", Authorization=f"Bearer {token}", **sent).status == 200
