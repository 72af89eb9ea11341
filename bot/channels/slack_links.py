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
ACCEPT_LINK, REFUSE_LINK = "accept_link", "refuse_link"
ANSWERS = (MAKE_CODE, USE_CODE, UNLINK_HERE, ACCEPT_LINK, REFUSE_LINK)
MAX_CODE_CHARS = 40

CONSENT = (
    "If you link this account with another of yours, they are one person to me: what you told me in either can be "
    "used, seen, changed and forgotten in both, from then on. You can unlink them at any time; within a day that also "
    "brings back what each had set."
)
WARNING = "Only type a code that you made yourself, just now. Nobody from Retold will ever ask you for one."
GIVES = (
    "Whoever uses the other one can then read, change and erase everything you told me here. Say yes only if both are "
    "yours."
)


class Links:
    """Links and unlinks a person's accounts, and says in words what came of it."""

    def __init__(self, memories: Memories, chat: Chat) -> None:
        self._memories, self._chat = memories, chat

    async def ask(self, person: Person, code: str) -> tuple[str, list[Block]]:
        """What is asked before anything is linked: of a code, of one's own that was typed, or whether to make one."""
        if code:
            both = question(await self._memories.look_at_code(person.user_id, code))
            return both, [actions(button("Both are mine: link them", USE_CODE, shorten(code, MAX_CODE_CHARS)))]
        waiting = await self._memories.link_requests(person.user_id)
        if waiting:
            yes = button("Both are mine: link them", ACCEPT_LINK, waiting[0]["id"])
            return question(waiting[0]), [actions(yes, button("No", REFUSE_LINK, waiting[0]["id"]))]
        return f"{CONSENT}\n{WARNING}", [actions(button("Make a code", MAKE_CODE))]

    async def begin(self, person: Person, code: str) -> tuple[str, list[Block]]:
        """As `ask`, for whoever was shown in a dialog already what a code is for: where there is none, it is made."""
        if code or await self._memories.link_requests(person.user_id):
            return await self.ask(person, code)
        return await self.answer(person, MAKE_CODE, ""), []

    async def answer(self, person: Person, action: str, value: str) -> str:
        """Does what a button under such a question says."""
        if action == USE_CODE:
            both = question(await self._memories.look_at_code(person.user_id, value))
            await self._memories.ask_to_link(person.user_id, value, both)
            return "I have asked in the account that made the code. Once it says yes there, both are linked."
        if action == REFUSE_LINK:
            await self._memories.answer_link(person.user_id, value, False, "")
            return "They are not linked."
        if action == ACCEPT_LINK:
            waiting = await self._memories.link_requests(person.user_id)
            both = next((question(one) for one in waiting if one["id"] == value), CONSENT)
            links = await self._memories.answer_link(person.user_id, value, True, both)
            return f"Linked with {names(links)}. What you told me there, I know here, too."
        made = await self._memories.make_link_code(person.user_id, CONSENT)
        ends = datetime.fromisoformat(made["expires_at"].replace("Z", "+00:00"))
        return (
            f"Your code is {made['code']}. Type it in the other account: in the web chat under “What I remember”, "
            f"“Linked accounts”. Then write /memories link here, to say yes. It works once, until {ends:%H:%M} UTC. "
            "Give it to nobody else: nobody from Retold will ever ask you for it."
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


def question(request: dict[str, Any]) -> str:
    """Whom it would link, and what that gives: shown to both sides, each before its yes."""
    own, other = account(request["own"]), account(request["other"])
    return f"This would link {own} with {other}.\n{GIVES} {WARNING}\n{CONSENT}"


def account(shown: dict[str, Any]) -> str:
    """What kind of account, how much was told in it, and since when; never a word of it."""
    where = shown["where"]
    kinds = {
        "web": f"a browser, {where}" if where else "a browser",
        "slack": f"a Slack account in the workspace {where}" if where else "a Slack account",
    }
    count = "1 memory" if shown["memories"] == 1 else f"{shown['memories']} memories"
    told = f"{count}, since {day(shown['since'])}" if shown["memories"] else "nothing told yet"
    return f"{kinds.get(shown['channel'], 'an account of a site')} ({told})"


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
