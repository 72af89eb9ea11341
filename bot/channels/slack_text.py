"""What people write in Slack, as plain text; and long texts in pieces that Slack takes. Pure functions."""

from __future__ import annotations

import html
import re

from bot.channels import turns

MAX_PIECE_CHARS = 2_900
"""Below the 3,000 characters of a section. Source: docs.slack.dev/reference/block-kit/blocks/section-block."""

_MARKED_UP = re.compile(r"<([^<>]+)>")
_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
# A mark counts where Slack shows it as one: outside of words, right beside what it marks.
_STYLED = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.{1,200}?)(?<=\S)\1(?![\w*_~`])")
_QUOTED = re.compile(r"^(?:>>> ?|> ?)", re.MULTILINE)


def clean_message(text: str, bot_user_id: str = "") -> str:
    """The message as it was meant: without marks, mentions of the bot, and codes; and never a command.

    Other people stay as "@name", or as "@someone" where Slack gives no name.
    """
    if bot_user_id:
        text = re.sub(rf"<@{re.escape(bot_user_id)}(?:\|[^<>]*)?>[ ,:]*", "", text)
    text = _MARKED_UP.sub(_plain, text)
    text = html.unescape(text)
    text = _QUOTED.sub("", text)
    text = _FENCE.sub(r"\1", text)
    for _ in range(3):  # marks inside marks: *_both_*
        text = _STYLED.sub(r"\2", text)
    return turns.clean_text(text)


def split_text(text: str, most: int = MAX_PIECE_CHARS) -> list[str]:
    """The text in pieces of at most `most` characters, parted where a reader would: at paragraphs, lines, words."""
    pieces = []
    text = text.strip()
    while len(text) > most:
        end = next((at for at in (text.rfind(mark, 1, most + 1) for mark in ("\n\n", "\n", " ")) if at > 0), most)
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*pieces, text] if text else pieces


def shorten(text: str, most: int) -> str:
    """The text, cut with "…" where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def escape(text: str) -> str:
    """The text with what Slack would read as a mention or a link made harmless."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith("@"):
        return "@" + (label.lstrip("@") or "someone")
    if target.startswith("#"):
        return "#" + (label.lstrip("#") or "a-channel")
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    if target.startswith(("mailto:", "tel:")):
        return label or target.partition(":")[2]
    return label or target
