"""The annotations of the training data: what is read of them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.annotations import AnnotationInvalid, Message, read_messages, read_voice
from training.check import VOICES, agreement, check_questions, kappa

TEXT = "dee. just moved to hull w my sis mara, she starts at the docks monday. whens bin day lol"
ANNOTATION = """= 1
dee. :: answer.value
  me name = dee
just moved to hull w my sis mara, :: tell
  me home = hull !2
  @mara:person(sister) name = mara "my sis mara"
she starts at the docks monday. :: tell feel.good
  @mara<she> job = the docks ~plan when(monday) 2026-03-09 not beside 1.2
whens bin day lol :: ask.world
"""


def voice(folder: Path, annotation: str) -> list[Message]:
    row = {"voice": "v000", "talk": 1, "at": "2026-03-04T22:41", "bot": "What should I call you?", "text": TEXT}
    (folder / "v000.jsonl").write_text(json.dumps(row) + "\n")
    (folder / "v000.ann").write_text(annotation)
    return read_voice(folder / "v000.jsonl")


def test_clauses_and_facts_keep_their_places_in_the_message(tmp_path: Path) -> None:
    (message,) = voice(tmp_path, ANNOTATION)
    assert [TEXT[clause.start : clause.end] for clause in message.clauses] == [one.text for one in message.clauses]
    home, sister = message.clauses[1].facts
    assert (home.id, home.who, home.attribute, home.value, home.weight) == ("1.2", "me", "home", "hull", 2)
    assert (sister.who, sister.kind, sister.relation, sister.quote) == ("@mara", "person", "sister", "my sis mara")
    (job,) = message.clauses[2].facts
    assert message.clauses[2].acts == ("tell", "feel.good")
    assert (job.mention, job.modality, job.when, job.day, job.negated) == ("she", "plan", "monday", "2026-03-09", True)
    assert job.does == (("beside", ("1.2",)),)


def test_hearsay_of_a_plan_is_both_and_a_bare_answer_takes_its_value_from_the_bots_line(tmp_path: Path) -> None:
    told = "she starts at the docks monday. :: tell"
    said = f"{told}\n  @mara<she> shift = monday ~plan ~hearsay when(monday) weekly mon fulfils 1.2"
    annotation = ANNOTATION.replace(told + " feel.good", said).replace("me name = dee", "me name = bot:call you")
    (message,) = voice(tmp_path, annotation)
    shift, _ = message.clauses[2].facts
    assert (shift.modality, shift.hearsay, shift.day) == ("plan", True, "weekly mon")
    assert message.clauses[0].facts[0].value == "call you"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("me name = dee", "me name = dora", "does not stand in the clause"),
        ("me home = hull", "me house = hull", "no such attribute"),
        (":: ask.world", ":: ask.wrld", "no such act"),
        ("~plan", "~planned", "no such modality"),
        ("whens bin day lol :: ask.world\n", "", "no clause covers 'whens bin day lol'"),
        ("beside 1.2", "beside 1.9", "is not told before it"),
        ("2026-03-09", "2026-13-09", "month"),
        ("= 1", "= 2", "there is no message 2"),
    ],
)
def test_what_the_format_does_not_allow_is_refused_by_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(AnnotationInvalid, match=said):
        voice(tmp_path, ANNOTATION.replace(right, wrong))


def test_kappa_is_none_by_chance_and_one_in_agreement(tmp_path: Path) -> None:
    assert kappa([(True, True), (False, False)]) == 1
    assert kappa([(True, True), (True, False), (False, True), (False, False)]) == 0
    message = voice(tmp_path, ANNOTATION)
    assert set(agreement(message, message).values()) == {1.0}


def test_every_voice_is_in_one_split_and_its_questions_quote_it() -> None:
    split = json.loads((VOICES.parent / "split.json").read_text())
    voices = sorted(path.stem for path in VOICES.glob("v[0-9][0-9][0-9].jsonl"))
    assert sorted(name for names in split.values() for name in names) == voices
    for name in voices:
        path = VOICES / f"{name}.jsonl"
        assert check_questions(path.with_suffix(".q.jsonl"), read_messages(path)) == []


def test_what_is_annotated_follows_the_format() -> None:
    for path in VOICES.glob("*.ann"):
        assert all(message.clauses for message in read_voice(path.with_suffix(".jsonl")))
