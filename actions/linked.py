"""That an account was linked is said once in each of the two, before whatever else is said there next."""

from __future__ import annotations

from memory.models import Account

LINKED = (
    "This account was linked with another: {account}. From now on both know the same of you. If that was not you, or "
    "not meant, unlink it on the page “What I remember” or with /memories unlink: within a day each then has what it "
    "had."
)
"""Said once in each account, so that nobody is linked without knowing."""


def in_words(account: Account) -> str:
    """ "a browser, Firefox on Linux", or "a Slack account in the workspace Acme"."""
    if account.channel == "web":
        return f"a browser, {account.where}" if account.where else "a browser"
    if account.channel == "slack":
        return f"a Slack account in the workspace {account.where}" if account.where else "a Slack account"
    return "an account of a site"
