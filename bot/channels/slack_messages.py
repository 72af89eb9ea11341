"""What the bot says, as Slack messages: the text in pieces, then its buttons, then its receipts. Pure functions."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from bot.channels.slack_blocks import Block, actions, button, context, dialog, menu, section
from bot.channels.slack_text import escape, shorten, split_text

CHOICES = "choices"
FORGET, WHY, RECEIPT_MENU = "forget_memory", "why_memory", "receipt_menu"
CHOOSE, CONSENT = "choose", "consent"
FORGET_MESSAGE, KEEP_MESSAGE = "forget_message", "keep_message"

SPELLED_OUT = 3
"""Receipts with buttons of their own; more have a menu each, so that they do not bury the answer."""

MOST_IN_ROW = 25
"""Buttons of one block. Source: docs.slack.dev/reference/block-kit/blocks/actions-block."""

MOST_RECEIPTS = 40
MOST_FORGOTTEN = 50
"""Ids of memories that the value of one button holds."""

SLACK_KEEPS = "Slack keeps the messages of this conversation on its own servers, as it does with all others."

_PAGE = re.compile(
    r"https?://[^\s“”]+/memories\b/?|the page [\"“]What I remember[\"”]|(?P<quote>“[^”]*”)", re.IGNORECASE
)
"""The page on the web, which shows what a visitor there told; in Slack, the Home tab is that page. Quotes stay."""


def reply_messages(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The arguments of chat.postMessage for each message to send, in order."""
    sent: list[dict[str, Any]] = []
    for message in messages:
        pieces = split_text(for_slack(message.get("text", ""))) or [""]
        sent += [plain_message(piece) for piece in pieces[:-1]]
        action = message.get("action", CHOOSE)
        below = [*_choices(message.get("buttons", []), action), *receipt_blocks(message.get("receipts", []))]
        if action == CONSENT:
            below.insert(0, context(SLACK_KEEPS))
        if pieces[-1] or below:
            sent.append(plain_message(pieces[-1], below))
    return sent


def for_slack(text: str) -> str:
    """The bot's words as they are right in Slack."""
    return _PAGE.sub(lambda found: found["quote"] or "the Home tab", text)


def reread_messages(deleted: bool, new: list[dict[str, Any]], stale: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """After a message of theirs was changed or deleted: what was noted `new`, and what is `stale`, to be forgotten."""
    sent = []
    if new:
        receipts = [{**memory, "memory_id": memory["id"], "noted": True} for memory in new]
        sent += reply_messages([{"text": "You changed a message, so I read it again.", "receipts": receipts}])
    if stale:
        quotes = "\n".join(f"• “{shorten(one['quote'], 300)}”" for one in stale[:10])
        what = "deleted" if deleted else "changed"
        text = f"You {what} a message from which I had noted:\n{quotes}\nShall I forget that?"
        ids = json.dumps([memory["id"] for memory in stale[:MOST_FORGOTTEN]], separators=(",", ":"))
        choices = actions(button("Forget it", FORGET_MESSAGE, ids), button("Keep it", KEEP_MESSAGE, "keep"))
        sent.append(plain_message(text, [choices]))
    return sent


def plain_message(text: str, below: list[Block] | None = None) -> dict[str, Any]:
    """One message that is shown as it stands, and makes nobody be notified by a name in it."""
    shown = text or "This is what it rests on:"
    return {
        "text": escape(shorten(shown, 3_000)),
        "blocks": [section(shown), *(below or [])],
        "mrkdwn": False,
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
    }


def without_buttons(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages without what they ask: Slack cannot change what it showed to one person, as an answer would."""
    return [{name: value for name, value in message.items() if name != "buttons"} for message in messages]


def receipt_blocks(receipts: list[dict[str, Any]]) -> list[Block]:
    """What a reply rests on: the words, when and where they were told, with "forget" and "why" for each."""
    blocks: list[Block] = []
    for receipt in receipts[:MOST_RECEIPTS]:
        memory_id = receipt["memory_id"]
        if len(receipts) <= SPELLED_OUT:
            forget = button("Forget", FORGET, memory_id, confirm=confirm_forget(receipt["quote"]))
            blocks += [context(receipt_text(receipt)), actions(forget, button("Why?", WHY, memory_id))]
        else:
            titles = {f"forget:{memory_id}": "Forget …", f"why:{memory_id}": "Why?"}
            blocks.append(section(receipt_text(receipt), menu(RECEIPT_MENU, titles)))
    if len(receipts) > MOST_RECEIPTS:
        blocks.append(context(f"and {len(receipts) - MOST_RECEIPTS} more, in “What I remember” (the Home tab)"))
    return blocks


def receipt_text(receipt: dict[str, Any]) -> str:
    lead = "Noted: " if receipt.get("noted") else ""
    return f"{lead}“{shorten(receipt['quote'], 800)}”, {told(receipt)}"


def confirm_forget(quote: str) -> Block:
    return dialog("Forget this?", f"“{shorten(quote, 200)}” will be erased for good.", "Forget it")


def without_choices(blocks: list[Block], chosen: str) -> list[Block]:
    """The blocks of a message whose question has been answered."""
    kept = [block for block in blocks if not str(block.get("block_id", "")).startswith(CHOICES)]
    return [*kept, context(f"You chose: {chosen}")]


def day(told_at: str) -> str:
    """ "3 May 2026", of an ISO time."""
    moment = datetime.fromisoformat(told_at.replace("Z", "+00:00"))
    return f"{moment.day} {moment:%B %Y}"


def told(memory: dict[str, Any]) -> str:
    """When and where something was told; of what came in a file, that it is the file's word."""
    if memory.get("imported_at"):
        return f"imported {day(memory['imported_at'])}; the file said you told it on {day(memory['told_at'])}"
    return f"told {day(memory['told_at'])} {place(memory['channel'])}"


def sentence(source: str) -> str:
    """ "told 3 May 2026 in Slack" as a sentence of its own."""
    return f"You told me on {source[5:]}" if source.startswith("told ") else source[:1].upper() + source[1:]


def place(channel: str) -> str:
    """Where something was told, as people say it."""
    return {"slack": "in Slack", "web": "in the web chat", "by hand": "by hand"}.get(channel, f"in {channel}")


def _choices(buttons: list[dict[str, str]], action: str) -> list[Block]:
    made = [button(one["title"], f"{action}:{at}", one["payload"]) for at, one in enumerate(buttons)]
    rows = [made[at : at + MOST_IN_ROW] for at in range(0, len(made), MOST_IN_ROW)]
    return [actions(*row, block_id=f"{CHOICES}:{number}") for number, row in enumerate(rows)]
