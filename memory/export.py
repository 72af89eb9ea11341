"""Everything that is kept about a person, as JSON and as Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from memory.models import CATEGORIES, Memory, Move, memory_json

if TYPE_CHECKING:
    from memory.linkcodes import Issued
    from memory.service import MemoryService

FORMAT = "retold-export-1"


def export_json(service: MemoryService, user_id: str) -> dict[str, Any]:
    """Everything that is kept, but for the vectors, which are made from the quotes. A test checks the tables."""
    everything = {
        "format": FORMAT,
        "user_id": user_id,
        "profile": asdict(service.profile(user_id)),
        "memories": [memory_json(memory) for memory in service.memories(user_id)],
        "uses": [asdict(use) for use in service.uses(user_id)],
        "moves": [asdict(move) for move in service.moves(user_id)],
        "messages": service.messages(user_id),
        "transcript": service.transcript(user_id),
        "withheld": [asdict(told) for waiting in service.withheld(user_id) for told in waiting.told],
        "sessions": service.sessions(user_id),
        "pseudonyms": service.pseudonyms(user_id),
        "links": [asdict(link) | {"channel": link.channel} for link in service.links(user_id)],
        "link_requests": [asdict(waiting) for waiting in service.link_requests(user_id)],
        "link_codes": [_code(waiting) for waiting in service.link_codes(user_id)],
    }
    written: dict[str, Any] = json.loads(json.dumps(everything, default=_iso))
    return written


def _code(issued: Issued) -> dict[str, Any]:
    """Without whom it was shown to: those are other people's accounts, until both have said yes."""
    return {name: value for name, value in asdict(issued).items() if name != "shown_to"}


def export_markdown(service: MemoryService, user_id: str) -> str:
    """The same for reading: the statements with their quotes, grouped, then what was decided and used."""
    profile, memories = service.profile(user_id), service.memories(user_id)
    lines = ["# What I remember about you", ""]
    if not memories:
        lines += ["Nothing.", ""]
    for category in CATEGORIES:
        group = [memory for memory in memories if memory.category == category]
        if group:
            lines += [f"## {category.capitalize()}", "", *_lines(group), ""]
    lines += ["## What you decided", ""]
    decided = {name: value for name, value in asdict(profile).items() if value is not None}
    lines += [f"- {name.replace('_', ' ')}: {_text(str(value))}" for name, value in decided.items()]
    links = service.links(user_id)
    lines += [f"- linked account: {_text(link.account)}, since {link.linked_at:%Y-%m-%d}" for link in links]
    signed_in = service.sessions(user_id)
    lines += [f"- signed in: {_text(one['agent'])}, since {one['begun_at'][:10]}" for one in signed_in]
    uses = service.uses(user_id)
    lines += ["", "## What was used", ""]
    lines += [f"- {use.used_at:%Y-%m-%d %H:%M} UTC, {_text(use.channel)}: memory {use.memory_id}" for use in uses] or [
        "Nothing."
    ]
    lines += ["", "## What I asked, gave and suggested", ""]
    lines += [_move_line(move) for move in service.moves(user_id)] or ["Nothing."]
    transcript = service.transcript(user_id)
    lines += ["", "## The running conversation", ""]
    lines += [f"- {line['by']}: {_text(line['text'])}" for line in transcript] or ["Nothing is kept of it."]
    return "\n".join(lines) + "\n"


def _lines(memories: Sequence[Memory]) -> list[str]:
    lines = []
    for memory in memories:
        state = "" if memory.status == "current" else f" ({memory.status})"
        source = f"told {memory.told_at:%Y-%m-%d} in {_text(memory.channel)}"
        if memory.imported_at:
            told = f"the file said you told it on {memory.told_at:%Y-%m-%d} in {_text(memory.imported_from or '')}"
            source = f"imported on {memory.imported_at:%Y-%m-%d}; {told}"
        lines.append(f"- {_text(memory.statement)}{state}: “{_text(memory.quote)}”, {source}, id {memory.id}")
    return lines


def _move_line(move: Move) -> str:
    done = f"{move.kind.replace('_', ' ')} {_text(move.item)}".strip()
    about = f", memory {move.memory_id}" if move.memory_id else ""
    came = f"{done}{about}, {move.answer or 'no answer'}"
    return f"- {move.made_at:%Y-%m-%d %H:%M} UTC, {_text(move.channel)}: {came}"


def _text(text: str) -> str:
    """On one line, and without what Markdown would take for a mark of its own."""
    line = "".join(f"\\{mark}" if mark in "\\`*_[]<>#|~!&" else mark for mark in " ".join(text.split()))
    # An address is not a link, and a line that begins with a mark is no heading, list or rule.
    line = re.sub(r"(?i)\b(https?|ftp|mailto|javascript|data):", r"\1\\:", line)
    line = re.sub(r"(?i)\bwww\.", r"www\\.", line)
    return re.sub(r"^([-+=]|\d+(?=[.)]))", r"\\\1", line)


def _iso(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
