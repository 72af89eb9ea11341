"""The Slack channel is on with its settings, off without, and says which one makes no sense."""

from __future__ import annotations

import logging

import pytest

from bot.channels.settings import SettingsInvalid
from bot.channels.slack import SlackInput
from bot.channels.slack_settings import read_slack_settings

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}


@pytest.mark.parametrize("environ", [{}, {"SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_SIGNING_SECRET": "s"}])
def test_without_its_settings_the_channel_is_off(environ: dict[str, str]) -> None:
    assert read_slack_settings(environ) is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(changes: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsInvalid, match=named):
        read_slack_settings({**GOOD, **changes})


def test_settings_are_read_and_secrets_do_not_show() -> None:
    settings = read_slack_settings({**GOOD, "SLACK_API_URL": "http://127.0.0.1:1/api"})
    assert settings is not None
    assert settings.api_url == "http://127.0.0.1:1/api/"
    assert "xoxb" not in repr(settings)


async def _on_new_message(message: object) -> None:
    raise AssertionError("messages of Slack's do not go this way")


def test_a_channel_that_is_off_has_no_address_and_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in (*GOOD, "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with caplog.at_level(logging.WARNING):
        channel = SlackInput.from_credentials(None)
    assert [record.message.partition(":")[0] for record in caplog.records] == ["Slack is off"]
    assert not channel.blueprint(_on_new_message)._future_routes


def test_over_http_there_is_an_address_only_with_a_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETOLD_SECRET", "a secret for tests, of forty characters.")
    for environ, routes in ((GOOD, 1), ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, 0)):
        for name in (*GOOD, "SLACK_APP_TOKEN"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        channel = SlackInput.from_credentials(None)
        assert channel.settings is not None
        assert len(channel.blueprint(_on_new_message)._future_routes) == routes
