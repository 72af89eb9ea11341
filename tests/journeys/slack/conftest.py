"""People in a Slack of our own, which takes everything that the bot sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from colleague import Colleague
from fake_slack import FakeSlack
from retold import Retold


@pytest.fixture(autouse=True)
def _nothing_refused(slack: FakeSlack) -> Iterator[None]:
    """Slack would have taken everything that the bot sent."""
    slack.refused.clear()
    yield
    assert slack.refused == []


@pytest.fixture
def colleague(place: Retold, slack: FakeSlack) -> Colleague:
    return Colleague(place, slack)
