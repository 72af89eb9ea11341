"""The settings of the Slack channel, read from the environment in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.channels.settings import SettingsInvalid

SLACK_API_URL = "https://slack.com/api/"


@dataclass(frozen=True)
class SlackSettings:
    """Which app this is. With `app_token`, events come over a connection of our own (Socket Mode) as well."""

    bot_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API_URL
    home: Path = Path("var")


def read_slack_settings(environ: Mapping[str, str] = os.environ) -> SlackSettings | None:
    """The settings that `environ` gives, or None where Slack is not set up.

    In Socket Mode the signing secret may be left out: nothing is then taken over HTTP.

    Raises:
        SettingsInvalid: a token is of another kind, or the address of the Web API is none.
    """
    given = {name: environ.get(name, "").strip() for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")}
    app_token = environ.get("SLACK_APP_TOKEN", "").strip()
    if not given["SLACK_BOT_TOKEN"] or not (given["SLACK_SIGNING_SECRET"] or app_token):
        return None
    for name, token, prefix in (
        ("SLACK_BOT_TOKEN", given["SLACK_BOT_TOKEN"], "xoxb-"),
        ("SLACK_APP_TOKEN", app_token, "xapp-"),
    ):
        if token and not token.startswith(prefix):
            raise SettingsInvalid(f"{name} has to begin with {prefix}; docs/slack.md says where to find it.")
    api_url = environ.get("SLACK_API_URL", "").strip() or SLACK_API_URL
    if urlsplit(api_url).scheme not in ("http", "https") or not urlsplit(api_url).netloc:
        raise SettingsInvalid("SLACK_API_URL has to be an address such as https://slack.com/api/.")
    return SlackSettings(
        bot_token=given["SLACK_BOT_TOKEN"],
        signing_secret=given["SLACK_SIGNING_SECRET"],
        app_token=app_token,
        api_url=api_url.rstrip("/") + "/",
        home=Path(environ.get("RETOLD_HOME") or "var"),
    )
