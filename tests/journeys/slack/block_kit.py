"""Block Kit's limits, as far as the bot uses it: what Slack would refuse.

Source: docs.slack.dev/reference/block-kit (blocks, elements, composition objects), docs.slack.dev/reference/views.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

ELEMENTS = {
    "section": {"button", "overflow", "static_select"},
    "actions": {"button", "overflow", "static_select"},
    "input": {"plain_text_input"},
}


def check_message(message: dict[str, Any]) -> list[str]:
    """What is wrong with a message; empty when Slack would take it."""
    wrong = list(_blocks(message.get("blocks") or [], 50, "message"))
    if not message.get("text") and not message.get("blocks"):
        wrong.append("no_text")
    if len(message.get("text") or "") > 40_000:
        wrong.append("msg_too_long")
    return wrong


def check_view(view: dict[str, Any]) -> list[str]:
    """What is wrong with a Home tab or a dialog."""
    wrong = list(_blocks(view.get("blocks") or [], 100, view["type"]))
    if len(view.get("private_metadata") or "") > 3_000:
        wrong.append("private_metadata is too long")
    if len(view.get("callback_id") or "") > 255:
        wrong.append("callback_id is too long")
    if view["type"] == "modal":
        for name in ("title", "submit", "close"):
            if name in view:
                wrong += _text(view[name], 24, name, {"plain_text"})
        if "title" not in view:
            wrong.append("a dialog needs a title")
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            wrong.append("a dialog with inputs needs submit")
    if len(json.dumps(view)) > 250_000:
        wrong.append("the view is larger than 250 kB")
    return wrong


def _blocks(blocks: list[dict[str, Any]], most: int, surface: str) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks; {most} are the most"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id twice"
    for block in blocks:
        yield from _block(block, surface)


def _block(block: dict[str, Any], surface: str) -> Iterator[str]:
    kind = block.get("type")
    if kind == "header":
        yield from _text(block["text"], 150, "header", {"plain_text"})
    elif kind == "section":
        yield from _text(block["text"], 3_000, "section")
        if "accessory" in block:
            yield from _element(block["accessory"], "section")
    elif kind == "context":
        if not 1 <= len(block["elements"]) <= 10:
            yield "a context has 1 to 10 elements"
        for element in block["elements"]:
            yield from _text(element, 3_000, "context")
    elif kind == "actions":
        if not 1 <= len(block["elements"]) <= 25:
            yield "an actions block has 1 to 25 elements"
        ids = [element.get("action_id") for element in block["elements"]]
        if len(ids) != len(set(ids)):
            yield "an action_id twice in a block"
        for element in block["elements"]:
            yield from _element(element, "actions")
    elif kind == "input":
        if surface == "message":
            yield "an input in a message"
        yield from _text(block["label"], 2_000, "label", {"plain_text"})
        if "hint" in block:
            yield from _text(block["hint"], 2_000, "hint", {"plain_text"})
        yield from _element(block["element"], "input")
    elif kind != "divider":
        yield f"a block of the type {kind}"


def _element(element: dict[str, Any], place: str) -> Iterator[str]:
    kind = element["type"]
    if kind not in ELEMENTS[place]:
        yield f"{kind} in {place}"
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield "an action_id has 1 to 255 characters"
    if kind == "button":
        yield from _text(element["text"], 75, "button", {"plain_text"})
        if len(element.get("value", "")) > 2_000:
            yield "a button's value is too long"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield "a style that there is not"
    if kind in ("overflow", "static_select"):
        most = 5 if kind == "overflow" else 100
        if not 1 <= len(element["options"]) <= most:
            yield f"{kind} has 1 to {most} options"
        for one in element["options"]:
            yield from _text(one["text"], 75, "option", {"plain_text"})
            if not 1 <= len(one["value"]) <= 150:
                yield "an option's value has 1 to 150 characters"
        if "initial_option" in element and element["initial_option"] not in element["options"]:
            yield "an initial_option that is no option"
    if kind == "plain_text_input":
        if len(element.get("initial_value", "")) > element.get("max_length", 3_000):
            yield "an initial_value longer than max_length"
        if element.get("max_length", 1) > 3_000:
            yield "max_length above 3,000"
    if "confirm" in element:
        for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            yield from _text(element["confirm"][name], most, name)


def _text(
    text: dict[str, Any], most: int, where: str, types: frozenset[str] | set[str] = frozenset({"plain_text", "mrkdwn"})
) -> Iterator[str]:
    if text.get("type") not in types:
        yield f"{where} of the type {text.get('type')}"
    if not 1 <= len(text.get("text", "")) <= most:
        yield f"{where} with {len(text.get('text', ''))} characters; 1 to {most}"
