"""The dialogs that open from App Home and from receipts: memories in, Block Kit out. Pure functions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.channels.slack_blocks import Block, context, modal, section, text_input
from bot.channels.slack_messages import day, place, sentence, told
from bot.channels.slack_text import shorten

MAX_SEARCH_CHARS = 200
MOST_MOVES = 49
"""Two blocks each, and one more, are below the 100 of a view; those of longer ago are in the copy."""

MOVES = {
    "follow_up": "I asked how a plan went",
    "check_in": "I asked after a goal",
    "question": "I asked a question back",
    "detail": "I told something of what I am",
    "suggestion": "I suggested something",
    "silence": "You asked me not to ask about this",
}
ANSWERS = {"told": "you answered", "declined": "you would rather not"}


def search_dialog() -> Block:
    return modal("home_search", "Search", [text_input("Words that occur in it", most=MAX_SEARCH_CHARS)], "Search")


def correct_dialog(memory: dict[str, Any], state: str) -> Block:
    """Asks for better words; `state` is the private metadata of the Home tab behind it."""
    words = text_input(
        "How it should read",
        memory["quote"],
        multiline=True,
        hint=f"{sentence(told(memory))}. The old words stay in its history until you forget it.",
    )
    return modal("home_correct", "Correct", [words], "Save", json.dumps({"id": memory["id"], "home": state}))


def forget_dialog(memory: dict[str, Any], state: str) -> Block:
    blocks = [
        section(f"“{shorten(memory['quote'], 2_000)}”, {told(memory)}"),
        context("It will be erased for good, with its earlier versions."),
    ]
    return modal("home_forget", "Forget this?", blocks, "Forget it", json.dumps({"id": memory["id"], "home": state}))


def why_dialog(memory: dict[str, Any]) -> Block:
    return modal("home_why", "Why I know this", [section(text) for text in why_lines(memory)])


def why_lines(memory: dict[str, Any]) -> list[str]:
    """Where a memory comes from, what held before it, and where it was used: of a memory with history and uses."""
    lines = [f"{sentence(told(memory))}: “{shorten(memory['quote'], 1_500)}”"]
    if memory.get("in_reply_to"):
        lines.append(f"It answered: “{shorten(memory['in_reply_to'], 500)}”")
    if memory.get("history"):
        former = [f"{day(one['told_at'])}: “{shorten(one['quote'], 200)}”" for one in memory["history"][:10]]
        lines.append("Before that:\n" + "\n".join(former))
    uses = memory.get("uses") or []
    if uses:
        used = [f"{day(use['used_at'])} {place(use['channel'])}" for use in uses[:10]]
        lines.append(f"Used in {len(uses)} replies, the last on " + ", ".join(used))
    else:
        lines.append("No reply has used it yet.")
    return lines


def moves_dialog(moves: Sequence[dict[str, Any]], memories: Sequence[dict[str, Any]]) -> Block:
    """What the bot asked, offered and gave of its own accord, the last first, and what became of it."""
    quotes = {memory["id"]: memory["quote"] for memory in memories}
    blocks = []
    for move in moves[:MOST_MOVES]:
        about = f": “{shorten(quotes[move['memory_id']], 200)}”" if move["memory_id"] in quotes else ""
        became = f", {ANSWERS[move['answer']]}" if move["answer"] in ANSWERS else ""
        blocks.append(section(f"{MOVES.get(move['kind'], move['kind'])}{about}"))
        blocks.append(context(f"{day(move['made_at'])} {place(move['channel'])}{became}"))
    if not blocks:
        blocks.append(section("I have asked and offered nothing of my own accord."))
    if len(moves) > MOST_MOVES:
        blocks.append(context(f"And {len(moves) - MOST_MOVES} before that: they are in the copy that I can send you."))
    return modal("home_moves", "Asked and offered", blocks)
