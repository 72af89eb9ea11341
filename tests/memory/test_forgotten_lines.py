"""A line of the bot goes with what it drew on: by ids where they are known, by its words where they are not."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from people import People

from memory.api.exported import ImportBody
from memory.export import export_json
from memory.models import Memory

MARATHON = "I am training for the Quenalba marathon."
BICYCLE = "I bought a red bicycle yesterday"


def forget_and_look(people: People, memory: Memory, *words: str, user_id: str = "ana") -> None:
    """Forgets it, and finds it in no file, before and after a restart; nor the vector of a line that went."""
    pieces = context_pieces(people)
    report = people.service.forget(user_id, [memory.id])
    assert report.residue == 0
    gone = [one for id_, own in pieces.items() if id_ not in context_pieces(people) for one in own]
    assert gone
    for _ in range(2):
        assert people.files_with(*words, *gone) == []
        people.reopen()


def context_pieces(people: People) -> dict[str, list[bytes]]:
    """By memory, runs of the vector that was made of a line of the bot."""
    entries = [entry for entry in people.service._ledger.entries() if (entry.vectors[0] != entry.vectors[1]).any()]
    return {
        entry.memory_id: [entry.vectors[1].tobytes()[at : at + 32] for at in range(0, 1536, 192)] for entry in entries
    }


@pytest.mark.parametrize(
    "line",
    [
        "Hello. You told me on Friday: “I am training for the Quenalba marathon”.",
        "You said “I am training for the Quenalba marathon…”, and how is it?",
        "“i AM training for the QUENALBA marathon”",
        "So you are training for the Quenalba marathon?",
        "How did the training for Quenalba go?",
        "the marathon at quenalba, is it on?",
    ],
)
@pytest.mark.parametrize("knows", [True, False], ids=["ids", "words"])
def test_a_line_that_repeats_what_goes_goes_too(people: People, line: str, knows: bool) -> None:
    told = people.tell("ana", MARATHON)
    kept = people.tell("ana", BICYCLE, in_reply_to=line, drew_on=[told.id] if knows else [])
    assert people.files_with("quenalba") != []
    forget_and_look(people, told, "quenalba", MARATHON.rstrip("."))
    assert [one.quote for one in people.service.memories("ana")] == [kept.quote]
    assert people.service.recall("ana", "what did I buy?").answerable


@pytest.mark.parametrize("line", ["How was it?", "Your trip to the coast, how was it?", "Nice. Anything else?"])
def test_a_line_is_known_by_its_ids_whatever_it_says(people: People, line: str) -> None:
    told = people.tell("ana", MARATHON)
    kept = people.tell("ana", BICYCLE, in_reply_to=line, drew_on=[told.id])
    forget_and_look(people, told, "quenalba")
    assert people.service.memory("ana", kept.id).in_reply_to is None


def test_a_short_name_goes_where_it_stands_as_a_word(people: People) -> None:
    told = people.tell("ana", "My son is called Léo.")
    people.tell("ana", BICYCLE, in_reply_to="And how is LÉO doing?")
    people.tell("ana", "I love hiking", in_reply_to="Did you read Leonora?")
    forget_and_look(people, told, "Léo", "LÉO")
    lines = {one.quote: one.in_reply_to for one in people.service.memories("ana")}
    assert lines == {BICYCLE: None, "I love hiking": "Did you read Leonora?"}


def test_of_two_lines_that_drew_on_one_memory_both_go_and_a_third_stays(people: People) -> None:
    told, other = people.tell("ana", MARATHON), people.tell("ana", "my cat is called Bartleby")
    people.tell("ana", BICYCLE, in_reply_to="The Quenalba marathon!", drew_on=[told.id, other.id])
    people.tell("ana", "I love hiking", in_reply_to="You train for Quenalba.", drew_on=[told.id])
    people.tell("ana", "I live in Porto", in_reply_to="How is Bartleby?", drew_on=[other.id])
    forget_and_look(people, told, "quenalba")
    lines = {one.quote: one.in_reply_to for one in people.service.memories("ana")}
    assert lines == {
        BICYCLE: None, "I love hiking": None, "I live in Porto": "How is Bartleby?", other.quote: None,
    }  # fmt: skip


def test_lines_of_what_is_superseded_and_of_what_an_answer_became_go_too(people: People) -> None:
    told = people.tell("ana", MARATHON)
    how = {"in_reply_to": "You train for Quenalba. Where do you live?", "drew_on": [told.id]}
    people.tell("ana", "I live in Porto", **how)
    people.tell("ana", "actually I live in Braga now", **how)
    plan = people.tell("ana", "I have an exam in botany next tuesday", **how)
    outcome = people.service.conclude("ana", plan.id, "it went well", message_id="x", channel="web", **how)
    assert outcome is not None
    forget_and_look(people, told, "quenalba")
    assert {one.in_reply_to for one in people.service.memories("ana")} == {None}
    assert len(people.service.memories("ana")) == 4


def test_a_second_fact_in_the_answer_to_how_it_went_does_not_keep_the_plan(people: People) -> None:
    plan = people.tell("ana", "I have an interview at Quenalba on friday.")
    line = "You told me: “I have an interview at Quenalba on friday”. How did it go?"
    move = people.service.record_move("ana", "follow_up", memory_id=plan.id, channel="web")
    assert move is not None
    people.say("ana", "it went well and my aunt Wilhelmina came along", in_reply_to=line, drew_on=[plan.id])
    outcome = people.service.conclude(
        "ana", plan.id, "it went well", message_id="o", channel="web", in_reply_to=line, drew_on=[plan.id]
    )
    people.service.answer_move("ana", move, "told", outcome.id if outcome else None)
    forget_and_look(people, plan, "quenalba", "interview")
    assert "Wilhelmina" in " ".join(one.quote for one in people.service.memories("ana"))


def test_a_line_that_comes_after_its_memory_was_forgotten_is_not_kept(people: People) -> None:
    told = people.tell("ana", MARATHON)
    people.service.forget("ana", [told.id])
    people.tell("ana", BICYCLE, in_reply_to="You train for Quenalba.", drew_on=[told.id])
    people.say("ana", "I have diabetes", in_reply_to="You train for Quenalba.", drew_on=[told.id])
    people.service.keep_withheld("ana")
    people.reopen()
    assert people.files_with("quenalba") == []


def test_what_waits_for_a_yes_while_its_line_is_forgotten_is_kept_without_it(people: People) -> None:
    told = people.tell("ana", MARATHON)
    people.say("ana", "I have diabetes", in_reply_to="You train for Quenalba.", drew_on=[told.id])
    people.service.forget("ana", [told.id])
    (kept,) = people.service.keep_withheld("ana")
    assert kept.quote == "I have diabetes"
    people.reopen()
    assert people.files_with("quenalba") == []


def test_a_name_that_only_what_goes_tells_leaves_the_statements_of_others(people: People) -> None:
    told = people.tell("ana", "my sister is called Quenalba")
    people.say("ana", "she lives in Porto", in_reply_to="Quenalba is your sister.", drew_on=[told.id])
    before = len(people.service.memories("ana"))
    forget_and_look(people, told, "quenalba")
    assert len(people.service.memories("ana")) == before - 1
    assert "she lives in Porto" in {one.quote for one in people.service.memories("ana")}


def test_what_others_say_of_themselves_stays_as_it_is(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    people.say("ana", "I live in Porto with my cat Bartleby, and MY SISTER IS CALLED INES")
    people.say("ana", "she works in Lund")
    before = {one.id: one for one in people.service.memories("ana")}
    people.service.forget("ana", [told.id])
    for one in people.reopen().memories("ana"):
        assert (one.statement, one.slot) == (before[one.id].statement, before[one.id].slot)
    assert people.service.recall("ana", "what's my sister's name?").answerable


def test_the_rows_of_the_person_count_as_residue_and_those_of_somebody_else_do_not(people: People) -> None:
    people.consent("ben")
    people.tell("ben", MARATHON)
    people.tell("ben", BICYCLE, in_reply_to=MARATHON)
    told = people.tell("ana", MARATHON)
    kept = people.tell("ana", BICYCLE, in_reply_to=f"You told me: {MARATHON}", drew_on=[told.id])
    real, people.service._ledger.erase = people.service._ledger.erase, _without_blanking(people)  # type: ignore[method-assign]
    assert people.service.forget("ana", [told.id]).residue == 1
    people.service._ledger.erase = real  # type: ignore[method-assign]
    assert people.service.memory("ana", kept.id).in_reply_to is not None
    (again,) = people.service.memories("ben", q="Quenalba")
    assert people.service.forget("ben", [again.id]).residue == 0
    assert people.service.memory("ana", kept.id).in_reply_to is not None


def _without_blanking(people: People) -> Any:
    real = people.service._ledger.erase
    return lambda user_id, ids, blanked=(): real(user_id, ids)


def test_an_export_brings_no_line_that_draws_on_what_is_not_taken(people: People) -> None:
    people.service.change_profile("ana", {"sensitive": "keep"})
    told = people.say("ana", "I have diabetes of the Quenalba type").memories[0]
    people.tell("ana", BICYCLE, in_reply_to="You have the Quenalba type.", drew_on=[told.id])
    people.tell("ana", "I like chess, since school", in_reply_to=f"You said: “{told.quote.upper()}”.")
    body = ImportBody.model_validate(
        {name: export_json(people.service, "ana")[name] for name in ("format", "memories")}
    )
    people.service.forget_person("ana")
    people.consent("ben")
    taken = people.service.import_memories("ben", [one.memory("ben") for one in body.memories])
    assert (taken.imported, [one.reason for one in taken.refused]) == (2, ["sensitive"])
    people.reopen()
    assert people.files_with("quenalba") == []


def test_an_import_brings_no_line_of_the_bot(people: People) -> None:
    told = people.tell("ana", MARATHON)
    people.tell("ana", BICYCLE, in_reply_to="You run, then.", drew_on=[told.id])
    body = ImportBody.model_validate(
        json.loads(
            json.dumps({"format": "retold-export-1", "memories": export_json(people.service, "ana")["memories"]})
        )
    )
    people.consent("ben")
    people.service.import_memories("ben", [one.memory("ben") for one in body.memories])
    theirs = {one.quote: one for one in people.service.memories("ben")}
    assert (theirs[BICYCLE].in_reply_to, theirs[BICYCLE].drew_on) == (None, ())
    assert theirs[MARATHON].id != told.id
    assert people.service.memories("ana", q="bicycle")[0].in_reply_to == "You run, then."


def test_a_line_in_a_linked_account_goes_and_unlinking_leaves_none_with_the_other(people: People) -> None:
    people.consent("slack:ana")
    told = people.tell("ana", MARATHON)
    secret = people.tell("ana", "my aunt is called Wilhelmina")
    people.link("ana", "slack:ana")
    people.tell("slack:ana", BICYCLE, in_reply_to="You train for Quenalba.", drew_on=[told.id])
    people.tell("slack:ana", "I love hiking", in_reply_to="How is Wilhelmina?", drew_on=[secret.id])
    forget_and_look(people, told, "quenalba", user_id="slack:ana")
    people.service.unlink("ana", "slack:ana")
    assert {one.in_reply_to for one in people.service.memories("slack:ana")} == {None}
    assert people.service.forget("ana", [secret.id]).residue == 0
    people.reopen()
    assert people.files_with("Wilhelmina") == []


def test_a_row_of_before_the_ids_is_known_by_its_words(people: People) -> None:
    told = people.tell("ana", MARATHON)
    people.tell("ana", BICYCLE, in_reply_to="You told me on Friday: “I am training for the Quenalba marathon”.")
    people.service.close()
    with closing(sqlite3.connect(people.home / "ledger.db", isolation_level=None)) as db:
        of_whom = [row[1] for row in db.execute("PRAGMA table_info(memories)") if row[1].startswith("who_")]
        said = ("attribute", "value", "modality", "negated", "repeats", "weight", "ended_on", "reading")
        for column in ("drew_on", "imported_at", "imported_from", *of_whom, *said):
            db.execute(f"ALTER TABLE memories DROP COLUMN {column}")
        for column in ("profile_before", "announced"):
            db.execute(f"ALTER TABLE links DROP COLUMN {column}")
        db.execute("UPDATE alembic_version SET version_num = '0005'")
    people.reopen()
    forget_and_look(people, told, "quenalba")


def test_of_a_forgotten_person_no_row_is_left_in_any_table(people: People) -> None:
    people.consent("slack:ana")
    people.link("ana", "slack:ana")
    told = people.tell("ana", MARATHON)
    people.tell("slack:ana", BICYCLE, in_reply_to="You run.", drew_on=[told.id])
    people.service.record_uses("ana", [told.id], reply_id="r", channel="web")
    people.service.record_move("ana", "question", "utter_ask_pet_name", memory_id=told.id, channel="web")
    gone = people.tell("ana", "I live in Porto")
    people.service.forget("ana", [gone.id])
    assert people.service.forget_person("slack:ana").residue == 0
    people.reopen()
    assert [people.service._ledger.rows_of(account) for account in ("ana", "slack:ana")] == [0, 0]
    with closing(sqlite3.connect(people.home / "ledger.db")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in db.execute(f'SELECT * FROM "{table}"')]
    assert len(rows) == 1, "the version of the tables alone"


def test_marks_that_cannot_be_seen_hide_no_word_in_a_line(people: People) -> None:
    told = people.tell("ana", MARATHON)
    people.tell("ana", BICYCLE, in_reply_to="Is it still on, your Que\u00adnal\u200bba thing?")
    people.service.forget("ana", [told.id])
    assert [one.in_reply_to for one in people.service.memories("ana")] == [None]
