"""The export against the tables: whatever is stored of a person is in it."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from pathlib import Path

from people import People

from memory.export import export_json
from memory.ledger.tables import metadata

LEFT_OUT = {
    ("memories", "vectors"): "made from the quote, and no use to a person",
    ("memories", "model"): "the name of the model that made them",
}
JSON_COLUMNS = {"levels", "drew_on", "profile_before"}
KNOWN_FILES = {"ledger.db", "ledger.db-wal", "ledger.db-shm", "index", "lock", "forgotten.jsonl"}


def stored(home: Path, user_id: str) -> list[tuple[str, str, object]]:
    """Every value of every row of the person's, with its table and column."""
    found = []
    with sqlite3.connect(home / "ledger.db") as db:
        db.row_factory = sqlite3.Row
        for table in metadata.tables:
            whose = "account" if table == "links" else "user_id"
            for row in db.execute(f"SELECT * FROM {table} WHERE {whose} = ?", (user_id,)):
                found += [(table, column, row[column]) for column in row.keys()]  # noqa: SIM118 (a Row's values)
    return found


def test_whatever_is_stored_of_a_person_is_in_the_export(people: People) -> None:
    people.service.change_profile("ana", {"consent_text": "May I?", "retention_days": 90, "sensitive": "keep"})
    people.tell("ana", "I live in Porto", in_reply_to="Where do you live?")
    now = people.tell("ana", "actually I live in Braga now")
    people.say("ana", "I have diabetes and my exam is next tuesday")
    people.service.record_uses("ana", [now.id], reply_id="r1", channel="slack")
    people.service.record_move("ana", "question", "utter_ask_pet_name", memory_id=now.id, channel="web")
    decided = {"sensitive": "ask", "levels": {"slack": "quiet"}, "check_in_days": 7, "note_in_channels": True}
    people.service.change_profile("ana", decided)
    people.say("ana", "I have asthma")
    people.consent("slack:ana")
    people.tell("slack:ana", "my aunt Wilhelmina sings in a choir")
    code = people.service.make_link_code("ana", "Shall web and Slack be one?").code
    people.service.look_at_code("slack:ana", code)
    request = people.service.ask_to_link("slack:ana", code, "Shall Slack and web be one?").id
    people.service.link("ana", request, "Shall web and Slack be one?")
    waiting = people.service.make_link_code("ana", "And one more?")

    exported = export_json(people.service, "ana")
    written = json.dumps(exported)
    values = stored(people.home, "ana") + stored(people.home, "slack:ana")
    assert {table for table, _, _ in values} == {"people", "memories", "messages", "moves", "uses", "links"}
    for table, column, value in values:
        if value is None or isinstance(value, int | bytes) or (table, column) in LEFT_OUT:
            assert not isinstance(value, bytes) or (table, column) in LEFT_OUT
            continue
        text = str(value)
        if column.endswith("_at"):
            text = datetime.fromisoformat(text).isoformat()
        if column in JSON_COLUMNS:
            assert text in written, f"{table}.{column} is stored and not exported"
            continue
        assert json.dumps(text)[1:-1] in written, f"{table}.{column} is stored and not exported"
    assert [told["quote"] for told in exported["withheld"]] == ["I have asthma"]
    assert [(one["account"], one["consent_text"]) for one in exported["link_codes"]] == [("ana", "And one more?")]
    assert waiting.code not in written
    of_the_other = export_json(people.service, "slack:ana")
    assert {**of_the_other, "user_id": "", "profile": ""} == {**exported, "user_id": "", "profile": ""}


def test_every_table_is_walked(people: People) -> None:
    with sqlite3.connect(people.home / "ledger.db") as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == set(metadata.tables) | {"alembic_version"}


def test_nothing_is_kept_in_a_file_that_is_not_known(people: People) -> None:
    people.tell("ana", "I live in Porto")
    assert {path.name for path in people.home.iterdir()} <= KNOWN_FILES
    people.service.forget_person("ana")
    assert {path.name for path in people.home.iterdir()} <= KNOWN_FILES
