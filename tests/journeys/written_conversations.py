"""Written conversations of several sessions, held with the real processes, and their transcripts.

`.venv-memory/bin/python tests/journeys/written_conversations.py` holds them all and writes docs/conversations/.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from retold import ROOT, Answered, Person, Retold

WRITTEN = Path(__file__).parent / "written"
TRANSCRIPTS = ROOT / "docs" / "conversations"
DAYS_BETWEEN = 14
"""Two weeks, so that what was to come "in ten days" has passed, and "on Sunday" is a Sunday still."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
DATE = re.compile(rf"\b(?:(?:{WEEKDAYS}), )?\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?\b")


@dataclass
class Line:
    """What somebody said; the bot's lines with their buttons and receipts."""

    session: int
    by: str
    text: str
    buttons: list[str] = field(default_factory=list)
    receipts: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Written:
    """A conversation as it is written: who it is with, and what they say, session by session."""

    name: str
    who: str
    sessions: list[list[Any]]
    lines: list[Line] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # buttons that were to be pressed and were not there

    @property
    def person(self) -> str:
        return self.name.partition("_")[2].capitalize()


def read_written() -> list[Written]:
    found = []
    for path in sorted(WRITTEN.glob("*.yml")):
        body = yaml.safe_load(path.read_text())
        found.append(Written(path.stem, body["who"], body["sessions"]))
    return found


def hold(retold: Retold, conversations: list[Written]) -> None:
    """Holds all conversations, everybody's first session, then everybody's second two weeks later, and so on."""
    people = {one.name: Person(retold) for one in conversations}
    for session in range(max(len(one.sessions) for one in conversations)):
        if session:
            let_pass(retold, DAYS_BETWEEN)
        for one in conversations:
            if session < len(one.sessions):
                _hold_session(people[one.name], one, session)


def let_pass(retold: Retold, days: int) -> None:
    """Lets days go by: everything in the ledger becomes that much older, and both processes start anew."""
    retold.stop()
    with sqlite3.connect(retold.home / "ledger.db") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, kind, *_rest in db.execute(f"PRAGMA table_info({table})").fetchall():
                if kind in ("DATE", "DATETIME"):
                    moved = f"date(substr({column}, 1, 10), '-{days} days') || substr({column}, 11)"
                    db.execute(f"UPDATE {table} SET {column} = {moved} WHERE {column} IS NOT NULL")
    retold.start()


def _hold_session(person: Person, written: Written, session: int) -> None:
    def heard(answered: Answered) -> None:
        assert answered.status == 200, answered
        payloads.clear()  # only the last question is open
        for message in answered.messages:
            buttons = [button["title"] for button in message.get("buttons", ())]
            payloads.update({button["title"]: button["payload"] for button in message.get("buttons", ())})
            written.lines.append(Line(session, "bot", message["text"], buttons, message.get("receipts", [])))

    payloads: dict[str, str] = {}
    heard(person.open())
    for said in written.sessions[session]:
        if isinstance(said, dict):
            written.lines.append(Line(session, "person", said["press"], ["pressed"]))
            if said["press"] in payloads:
                heard(person.press(payloads[said["press"]]))
            else:
                written.missing.append(said["press"])
        else:
            written.lines.append(Line(session, "person", said))
            heard(person.say(said))


def transcript(written: Written, public_url: str) -> str:
    """The conversation as Markdown, for reading aloud."""
    out = [f"# {written.person}", "", written.who, ""]
    session = -1
    for line in written.lines:
        if line.session != session:
            session = line.session
            out += [f"## {['The first session', 'Two weeks later', 'Another two weeks later'][session]}", ""]
        text = line.text.replace(public_url, "https://retold.example")
        if line.by == "person":
            out += [f"**{written.person}:** {f'[{text}]' if line.buttons else text}", ""]
            continue
        out += ["**Retold:** " + text.replace("\n", "  \n")]
        out += [f"  \n[{']   ['.join(line.buttons)}]"] if line.buttons else []
        out += [
            f"> {receipt['statement']}: “{receipt['quote']}”, {receipt['told_at'][:10]}, {receipt['channel']}"
            for receipt in line.receipts
        ]
        out += [""]
    return "\n".join(out)


def normalised(text: str) -> str:
    """Without what differs from day to day: dates, on which side of midnight it is, how many files were searched."""
    text = re.sub(r"\d{4}-\d{2}-\d{2}", "DATE", DATE.sub("DATE", text))
    text = re.sub(r"\b(told me|told) (?:today|yesterday|on DATE)\b", r"\1 on DATE", text)
    return re.sub(r"searched \d+ files", "searched N files", text)


def main() -> None:
    conversations = read_written()
    with tempfile.TemporaryDirectory() as folder:
        retold = Retold(Path(folder) / "home")
        retold.start()
        try:
            hold(retold, conversations)
        finally:
            retold.stop()
        TRANSCRIPTS.mkdir(parents=True, exist_ok=True)
        for one in conversations:
            (TRANSCRIPTS / f"{one.name}.md").write_text(transcript(one, retold.url))
    for one in conversations:
        for button in one.missing:
            print(f"{one.name}: no button {button!r}", file=sys.stderr)
    print(f"{len(conversations)} conversations, {sum(len(one.lines) for one in conversations)} lines.", file=sys.stderr)


if __name__ == "__main__":
    main()
