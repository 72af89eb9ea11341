"""The export against the files of both processes: whatever is stored of a person is in it.

The ledger's tables are walked value by value in tests/memory/test_completeness.py.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from colleague import Colleague
from fake_slack import FakeSlack
from retold import Person, Retold

WORDS = ("Wexborough", "Quillorina")

LEFT_OUT = {
    "transcript.db transcripts updated_at": "when the last line came, which has its own time",
    "transcript.db transcripts turns": "how many lines of theirs are in it",
    "sessions.db sessions tickets": "which of a browser's tokens counts, and no use to a person",
    "chroma.sqlite3 embeddings": "numbers of the index's own",
    "chroma.sqlite3 embedding_metadata": "numbers of the index's own",
    "chroma.sqlite3 embeddings_queue": "the vector, made from the quote",
}
"""Columns or whole tables whose other values are not exported, and why."""


def test_whatever_the_files_hold_of_a_person_is_in_their_export(
    retold: Retold, slack: FakeSlack, person: Person
) -> None:
    colleague = Colleague(retold, slack)
    colleague.consent()
    colleague.say(f"my aunt {WORDS[1]} sings in a choir")
    person.open()
    person.press("/affirm")
    person.say(f"i keep bees in {WORDS[0]}")
    assert WORDS[0] in person.say("where do i keep bees?").text
    code = person.ask("POST", "/webhooks/web/me/link-codes", {"consent_text": "Yes, link them."}).body["code"]
    since = slack.now()
    colleague.press(colleague.command(f"link {code}"), "Both are mine: link them")
    slack.wait_for(lambda call: call.arguments.get("replace_original") is True, since)
    (request,) = person.ask("GET", "/webhooks/web/me/link-requests").body["requests"]
    yes = {"yes": True, "consent_text": "Yes, link them."}
    assert person.ask("POST", f"/webhooks/web/me/link-requests/{request['id']}", yes).status == 200
    person.say("what are you?")

    exported = person.ask("GET", "/webhooks/web/me/export").body
    kept = json.dumps(exported, ensure_ascii=False)
    marks = {*WORDS, *exported["pseudonyms"], *filter(None, exported["pseudonyms"].values()), colleague.id}
    marks |= {memory["id"] for memory in exported["memories"]}
    found = list(stored(retold.home, marks))
    assert {where.split()[0] for where, _ in found} == {"transcript.db", "sessions.db", "chroma.sqlite3"}
    for where, value in found:
        file, table, column = where.split()
        if f"{file} {table}" in LEFT_OUT or where in LEFT_OUT:
            assert not any(word in str(value) for word in WORDS), where
        elif where == "transcript.db transcripts events":
            for text in [event.get("text") or "" for event in json.loads(value)] + list(leaves(json.loads(value))):
                assert json.dumps(text, ensure_ascii=False)[1:-1] in kept
        else:
            assert str(value) in kept, f"{where} is stored and not exported"


def stored(home: Path, marks: set[str]) -> Iterator[tuple[str, Any]]:
    """Every value of every row in which one of the marks stands, with its file, table and column."""
    for path in sorted(home.rglob("*")):
        if path.name == "ledger.db" or not path.is_file() or not path.read_bytes().startswith(b"SQLite format 3"):
            continue
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows = db.execute(f'SELECT * FROM "{table}"')
                columns = [column[0] for column in rows.description]
                for row in rows:
                    if any(mark in str(value) for value in row for mark in marks):
                        yield from (
                            (f"{path.name} {table} {column}", value) for column, value in zip(columns, row, strict=True)
                        )


def leaves(data: Any) -> Iterator[str]:
    """The strings in which one of the words is."""
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from leaves(value)
    elif any(word in str(data) for word in WORDS):
        yield str(data)
