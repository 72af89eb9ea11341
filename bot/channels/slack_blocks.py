"""The few Block Kit parts that we use, within Slack's limits. Pure functions.

What people said is always `plain_text`: Slack then reads no mention, link or mark in it.
Source of the limits: docs.slack.dev/reference/block-kit.
"""

from __future__ import annotations

from typing import Any

from bot.channels.slack_text import MAX_PIECE_CHARS, shorten

Block = dict[str, Any]

MAX_TITLE_CHARS = 24
MAX_BUTTON_CHARS = 75
MAX_VALUE_CHARS = 2_000
MAX_DIALOG_CHARS = 300


def plain(text: str, most: int = MAX_PIECE_CHARS) -> Block:
    """Text that is shown as it is."""
    return {"type": "plain_text", "text": shorten(text, most) or " ", "emoji": False}


def section(text: str, accessory: Block | None = None) -> Block:
    return {"type": "section", "text": plain(text), **({"accessory": accessory} if accessory else {})}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def context(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}


def actions(*elements: Block, block_id: str = "") -> Block:
    return {"type": "actions", "elements": list(elements), **({"block_id": block_id} if block_id else {})}


def button(title: str, action_id: str, value: str = "", *, style: str = "", confirm: Block | None = None) -> Block:
    """A button; `confirm` is asked before the press counts."""
    found: Block = {"type": "button", "text": plain(title, MAX_BUTTON_CHARS), "action_id": action_id}
    if value:
        found["value"] = value
    if style:
        found["style"] = style
    if confirm:
        found["confirm"] = confirm
    return found


def dialog(title: str, text: str, yes: str, no: str = "Keep") -> Block:
    """What is asked before something that cannot be undone."""
    return {
        "title": plain(title, 100),
        "text": plain(text, MAX_DIALOG_CHARS),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
        "style": "danger",
    }


def option(title: str, value: str) -> Block:
    return {"text": plain(title, 75), "value": value}


def select(action_id: str, chosen: str, titles: dict[str, str]) -> Block:
    """A menu with one of `titles` (by value) chosen."""
    options = [option(title, value) for value, title in titles.items()]
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": next((one for one in options if one["value"] == chosen), options[0]),
    }


def menu(action_id: str, titles: dict[str, str]) -> Block:
    """The three dots beside a section, with `titles` by value."""
    return {"type": "overflow", "action_id": action_id, "options": [option(t, v) for v, t in titles.items()]}


def modal(callback_id: str, title: str, blocks: list[Block], submit: str = "", metadata: str = "") -> Block:
    """A dialog of its own."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, MAX_TITLE_CHARS),
        "close": plain("Close", MAX_TITLE_CHARS),
        "blocks": blocks,
        "private_metadata": metadata,
    }
    if submit:
        view["submit"] = plain(submit, MAX_TITLE_CHARS)
    return view


def text_input(
    label: str, initial: str = "", *, multiline: bool = False, hint: str = "", most: int = 3_000, optional: bool = False
) -> Block:
    """One line or more to write in; its value is at `["words"]["words"]["value"]` of the view's state."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": "words",
        "multiline": multiline,
        "min_length": 0 if optional else 1,
        "max_length": most,
    }
    if initial:
        element["initial_value"] = initial[:most]
    found: Block = {"type": "input", "block_id": "words", "label": plain(label, 2_000), "element": element}
    if optional:
        found["optional"] = True
    if hint:
        found["hint"] = plain(hint, 2_000)
    return found
