"""One person or one address cannot take the bot from everybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from limits import parse
from small_actions import SmallMemory
from small_server import Person, RasaServer, former_token, free_port
from small_site import SmallSite

from bot.channels.problems import TooManyRequests
from bot.channels.rates import Rates, network_of
from bot.identity import Identity

FORMER_SECRET = "the secret before this one, of 40 letters"


def test_each_person_and_each_address_has_a_count_of_their_own() -> None:
    async def ask() -> None:
        rates = Rates((parse("2/hour"),), (parse("2/hour"),))
        for name in ("web:a", "web:b"):
            await rates.count_person(name)
            await rates.count_person(name)
            with pytest.raises(TooManyRequests) as refused:
                await rates.count_person(name)
            assert 0 < int(refused.value.headers["Retry-After"]) <= 3600
        await rates.count_address("web:a")

    asyncio.run(ask())


def test_without_a_limit_nothing_is_counted() -> None:
    async def ask() -> None:
        rates = Rates()
        for _ in range(1_000):
            await rates.count_person("web:a")

    asyncio.run(ask())


def test_a_redis_that_is_away_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    rates = Rates((parse("1/hour"),), redis_url="redis://127.0.0.1:1")
    asyncio.run(rates.count_person("web:secret-name"))
    assert "Requests are not counted" in caplog.text
    assert "secret-name" not in caplog.text


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.fixture(scope="module")
def site() -> Iterator[SmallSite]:
    site = SmallSite()
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def its_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallMemory]:
    memory = SmallMemory(free_port(), tmp_path_factory.mktemp("strict") / "transcript.db")
    memory.start()
    yield memory
    memory.stop()


@pytest.fixture(scope="module")
def strict(model: Path, its_memory: SmallMemory, site: SmallSite) -> Iterator[RasaServer]:
    """A bot behind a proxy, with low limits, a former secret, and a site that has a key of its own."""
    server = RasaServer(
        model,
        its_memory.transcript.parent,
        its_memory.port,
        RETOLD_PERSON_LIMIT="6/hour",
        RETOLD_ADDRESS_LIMIT="20/hour",
        RETOLD_PROXIES="1",
        RETOLD_OLD_SECRET=FORMER_SECRET,
        RETOLD_JWKS_URL=site.url,
    )
    server.start()
    yield server
    server.kill()


def test_a_person_who_asks_too_often_waits_and_others_do_not(strict: RasaServer) -> None:
    one, other = (
        Person(strict.url, headers={"X-Requested-With": "retold", "X-Forwarded-For": "192.0.2.1"}) for _ in "ab"
    )
    one.open()
    other.open()
    answers = [one.ask("GET", "/webhooks/web/me/memories") for _ in range(6)]
    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert other.say("hello")


def test_an_address_that_asks_too_often_waits_and_others_do_not(strict: RasaServer) -> None:
    def ask(address: str) -> int:
        return Person(strict.url).ask("POST", "/webhooks/web/open", X_Forwarded_For=address).status

    # The proxy adds the last address; whatever stands before it, anybody can have written.
    statuses = [ask(f"203.0.113.{number}, 198.51.100.7") for number in range(21)]
    assert statuses == [200] * 20 + [429]
    assert ask("198.51.100.8") == 200


def test_a_visitor_of_before_the_secret_was_changed_stays_and_gets_a_new_cookie(strict: RasaServer) -> None:
    visitor = Identity(FORMER_SECRET).new_visitor()
    person = Person(strict.url, former_token(visitor, FORMER_SECRET), "retold")
    answer = person.ask("GET", "/webhooks/web/me/memories")
    assert "set-cookie" in answer.headers, answer
    assert person.user_id == visitor  # as the secret of now has signed it
    assert "set-cookie" not in person.ask("GET", "/webhooks/web/me/memories").headers


def test_a_person_is_known_by_a_token_that_the_site_signed_with_its_own_key(
    strict: RasaServer, its_memory: SmallMemory, site: SmallSite
) -> None:
    person = Person(strict.url)
    answer = person.ask("GET", "/webhooks/web/me/memories", Authorization=f"Bearer {site.token('anna')}")
    assert answer.status == 200
    assert its_memory.asked[-1]["path"] == "/v1/users/site%3Aanna/memories"
    forged = SmallSite().token("anna")
    assert person.ask("GET", "/webhooks/web/me/memories", Authorization=f"Bearer {forged}").status == 401
