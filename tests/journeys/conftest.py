"""Both real processes, started once for all journeys: over HTTP, in a browser, and in Slack."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "slack")]

from colleague import SIGNING_SECRET  # noqa: E402
from fake_slack import TOKEN, FakeSlack  # noqa: E402
from fake_socket import APP_TOKEN, FakeSocket  # noqa: E402
from retold import Person, Retold, free_port  # noqa: E402


@pytest.fixture(scope="session")
def site_port() -> int:
    """Where a site of somebody else is, on another origin than the bot; the bot allows http://localhost there."""
    return free_port()


@pytest.fixture(scope="session")
def slack() -> Iterator[FakeSlack]:
    """A Slack of our own on loopback."""
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
def retold(
    tmp_path_factory: pytest.TempPathFactory, site_port: int, slack: FakeSlack, socket: FakeSocket
) -> Iterator[Retold]:
    """With every channel on, since starting Rasa costs half a minute. A word that a test looks for is that test's."""
    running = Retold(tmp_path_factory.mktemp("journeys") / "home")
    running.environment |= {
        "RETOLD_ALLOWED_ORIGINS": f"http://localhost:{site_port}",
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": f"{slack.url}/api",
    }
    try:
        running.start()
        slack.wait_for(lambda call: call.method == "auth.test")
        time.sleep(0.2)  # the bot reads that answer
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def place(retold: Retold) -> Retold:
    return retold


@pytest.fixture(autouse=True)
def _all_run(retold: Retold, slack: FakeSlack) -> Iterator[None]:
    """A test that fails between a stop and a start leaves no other without a process."""
    yield
    slack.start()
    retold.start()


@pytest.fixture
def person(retold: Retold) -> Person:
    return Person(retold)
