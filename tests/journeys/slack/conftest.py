"""Both real processes with the Slack channel on, and a Slack of our own on loopback."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from colleague import SIGNING_SECRET, Colleague
from fake_slack import TOKEN, FakeSlack
from fake_socket import APP_TOKEN, FakeSocket
from retold import Retold


@pytest.fixture(scope="session")
def slack() -> Iterator[FakeSlack]:
    slack = FakeSlack()
    slack.start()
    yield slack
    slack.stop()


@pytest.fixture(scope="session")
def socket(slack: FakeSlack) -> Iterator[FakeSocket]:
    socket = FakeSocket()
    slack.socket_url = socket.url
    yield socket
    socket.stop()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory, slack: FakeSlack, socket: FakeSocket) -> Iterator[Retold]:
    """Both processes, started once for all tests with Slack; they listen over HTTP and over a socket."""
    place = Retold(tmp_path_factory.mktemp("slack") / "home")
    place.environment |= {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": f"{slack.url}/api",
    }
    place.start()
    slack.wait_for(lambda call: call.method == "auth.test")
    time.sleep(0.2)  # the bot reads that answer
    try:
        yield place
    finally:
        place.stop()


@pytest.fixture(autouse=True)
def _nothing_refused(slack: FakeSlack) -> Iterator[None]:
    """Slack would have taken everything that the bot sent."""
    slack.refused.clear()
    yield
    assert slack.refused == []


@pytest.fixture
def colleague(place: Retold, slack: FakeSlack) -> Colleague:
    return Colleague(place, slack)
