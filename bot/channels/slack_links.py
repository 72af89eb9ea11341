"""Linked accounts in Slack: a code made here and typed there, or the other way about; and unlinking. Asked first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.channels.slack_blocks import Block, actions, button, context, dialog, modal, section, text_input
from bot.channels.slack_chat import Chat, Person
from bot.channels.slack_memories import Memories
from bot.channels.slack_messages import day
from bot.channels.slack_text import shorten

LINK, UNLINK = "home_link", "home_unlink"
MAKE_CODE, USE_CODE, UNLINK_HERE = "make_code", "use_code", "unlink_here"
MAX_CODE_CHARS = 40

CONSENT = (
    "If you link this account with another of yours, they are one person to me: what you told me in either can be "
    "used, seen, changed and forgotten in both, from then on. You can unlink them at any time."
)


class Links:
    """Links and unlinks a person's accounts, and says in words what came of it."""

    def __init__(self, memories: Memories, chat: Chat) -> None:
        self._memories, self._chat = memories, chat

    async def link(self, person: Person, code: str) -> str:
        """With a code: links the account that made it. Without: makes one, for the other account."""
        if code:
            links = await self._memories.link(person.user_id, code, CONSENT)
            return f"Linked with {names(links)}. What you told me there, I know here, too."
        made = await self._memories.make_link_code(person.user_id, CONSENT)
        ends = datetime.fromisoformat(made["expires_at"].replace("Z", "+00:00"))
        return (
            f"Your code is {made['code']}. Type it in the other account: in the web chat under “What I remember”, "
            f"“Linked accounts”. It works once, until {ends:%H:%M} UTC. Give it to nobody else."
        )

    async def unlink(self, person: Person, account: str) -> str:
        """Makes the account a person of its own again."""
        left = await self._memories.unlink(person.user_id, account)
        still = f" Still linked: {names(left)}." if left else ""
        return f"Unlinked. What was told in each account stays with that account.{still}"


def link_blocks(links: list[dict[str, Any]]) -> list[Block]:
    """What the Home tab says of linked accounts."""
    blocks = [
        section(f"Linked with {name(one)}, since {day(one['linked_at'])}.", _unlink(one, UNLINK)) for one in links
    ]
    if not links:
        blocks = [context("Nothing that you told me elsewhere, as in the web chat, is known here.")]
    return [*blocks, actions(button("Link another account …", LINK))]


def link_dialog(state: str) -> Block:
    """Asks for a code, or makes one; `state` is the private metadata of the Home tab behind it."""
    code = text_input(
        "A code from the other account",
        hint="Leave this empty to get a code here, which you type in the other account.",
        most=MAX_CODE_CHARS,
        optional=True,
    )
    return modal(LINK, "Link an account", [section(CONSENT), code], "Link", state)


def ask_link(code: str) -> tuple[str, list[Block]]:
    """What `/memories link` asks first."""
    yes = button("Link them", USE_CODE, shorten(code, MAX_CODE_CHARS)) if code else button("Make a code", MAKE_CODE)
    return CONSENT, [actions(yes)]


def ask_unlink(links: list[dict[str, Any]]) -> tuple[str, list[Block]]:
    """What `/memories unlink` asks first."""
    if not links:
        return "This account is linked with no other.", []
    return "Linked accounts:", [section(name(one), _unlink(one, UNLINK_HERE)) for one in links]


def name(link: dict[str, Any]) -> str:
    """An account, as people know it."""
    channel, _, rest = link["account"].partition(":")
    return {"web": "the web chat", "slack": "Slack", "site": f"the site where you are “{rest}”"}.get(channel, channel)


def names(links: list[dict[str, Any]]) -> str:
    return ", ".join(name(link) for link in links)


def _unlink(link: dict[str, Any], action_id: str) -> Block:
    ask = dialog(
        "Unlink this account?",
        "From then on each account knows only what was told in it. The running conversation is erased.",
        "Unlink",
        "Leave it",
    )
    return button("Unlink …", f"{action_id}:{link['account'][:200]}", link["account"], confirm=ask)
